package dev.understudy.sample.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.understudy.ChainExplanation;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelStatus;
import dev.understudy.RoutingStatistics;
import dev.understudy.Standby;
import dev.understudy.boot.ModelProperties;
import dev.understudy.boot.UnderstudyProperties;
import dev.understudy.health.Ticker;
import dev.understudy.sample.page.Overview.Card;
import dev.understudy.sample.page.Overview.Limit;
import dev.understudy.sample.page.Overview.Order;
import dev.understudy.sample.page.Overview.Out;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.SimulatedModel;
import dev.understudy.sample.simulator.Switchboard;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Puts together what the page shows: the registry's view, the configured limits, and the
 * switches of the simulator.
 */
@Component
class Overviews {

	/** Latencies that a page draws. */
	private static final int LATENCIES = 40;

	private static final List<String> FAULTS = Arrays.stream(Fault.values()).map(Fault::name).toList();

	private final ModelRegistry registry;

	private final UnderstudyProperties properties;

	private final Switchboard switchboard;

	private final Chats chats;

	private final Ticker ticker;

	Overviews(ModelRegistry registry, UnderstudyProperties properties, Switchboard switchboard, Chats chats,
			ObjectProvider<Ticker> ticker) {
		this.registry = registry;
		this.properties = properties;
		this.switchboard = switchboard;
		this.chats = chats;
		this.ticker = ticker.getIfAvailable(Ticker::system);
	}

	Overview now() {
		List<Order> chains = chains();
		String first = chains.isEmpty() ? "" : chains.get(0).name();
		return new Overview(this.ticker.instant(), Optional.ofNullable(this.properties.defaultChain()).orElse(first),
				this.registry.statuses().stream().map(this::card).toList(), chains);
	}

	private List<Order> chains() {
		RoutingStatistics statistics = this.registry.statistics();
		return this.properties.chains()
			.keySet()
			.stream()
			.filter(this.chats::knows)
			.map((name) -> order(this.registry.explain(name), statistics.chains().get(name)))
			.toList();
	}

	private static Order order(ChainExplanation chain, RoutingStatistics.@Nullable OfChain counts) {
		List<String> order = chain.order().stream().map((model) -> model.id()).toList();
		return (counts != null)
				? new Order(chain.chain(), chain.strategy(), order, chain.skipped(), counts.calls(), counts.answered(),
						counts.fellBack(), counts.degraded(), counts.failed())
				: new Order(chain.chain(), chain.strategy(), order, chain.skipped(), 0, 0, 0, 0, 0);
	}

	private Card card(ModelStatus status) {
		boolean simulated = this.switchboard.models().stream().map(SimulatedModel::id).anyMatch(status.id()::equals);
		return new Card(status.id(), status.provider(), status.name(), status.state(),
				status.standbys().stream().map(Overviews::out).toList(), status.callsInWindow(), status.successRate(),
				status.score(), status.latencyP50().toMillis(), status.latencyP95().toMillis(), latencies(status),
				status.requestsUsed(), status.tokensUsed(), status.costUsed(), limits(status),
				simulated ? this.switchboard.fault(status.id()).name() : null, simulated ? FAULTS : List.of());
	}

	private static Out out(Standby standby) {
		return new Out(standby.reason(), standby.since(), standby.until());
	}

	private static List<Long> latencies(ModelStatus status) {
		List<Duration> all = status.recentLatencies();
		return all.subList(Math.max(0, all.size() - LATENCIES), all.size()).stream().map(Duration::toMillis).toList();
	}

	private List<Limit> limits(ModelStatus status) {
		ModelProperties model = this.properties.models().get(status.id());
		if (model == null) {
			return List.of();
		}
		ModelProperties.Limits set = model.limits();
		return Stream.of(limit("requests", status.requestsUsed(), set.requests()),
				limit("tokens", status.tokensUsed(), set.tokens()), limit("budget", status.costUsed(), set.budget()))
			.flatMap(Optional::stream)
			.toList();
	}

	private static Optional<Limit> limit(String of, double used, ModelProperties.@Nullable Limit limit) {
		if (limit == null || limit.max() == null || limit.per() == null) {
			return Optional.empty();
		}
		return Optional.of(new Limit(of, used, limit.max(), limit.per()));
	}

}
