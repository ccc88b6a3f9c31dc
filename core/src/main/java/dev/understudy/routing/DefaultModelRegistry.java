package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.understudy.ChainExplanation;
import dev.understudy.HealthSummary;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.RoutingStatistics;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads and switches the models of an engine.
 */
final class DefaultModelRegistry implements ModelRegistry {

	private static final Set<StandbyReason> LIFTED = lifted();

	private final Engine engine;

	private final Prober prober;

	DefaultModelRegistry(Engine engine, Prober prober) {
		this.engine = engine;
		this.prober = prober;
	}

	@Override
	public List<ModelStatus> statuses() {
		return this.engine.ensemble().models().values().stream().map(this::status).toList();
	}

	@Override
	public ModelStatus status(String modelId) {
		return status(model(modelId));
	}

	@Override
	public List<Model> available(String chain) {
		return explain(chain).order();
	}

	@Override
	public Optional<Model> firstWorking(String chain, Duration timeout) {
		Check.positive("Timeout of a probe", timeout);
		for (Seat seat : this.engine.ensemble().chain(chain).seats()) {
			if (seat.enabled() && admitted(seat.live()) && working(seat.live(), timeout)) {
				return Optional.of(seat.model());
			}
		}
		return Optional.empty();
	}

	@Override
	public void disable(String modelId, @Nullable Duration duration, String note) {
		if (duration != null) {
			Check.positive("Duration for which model '" + modelId + "' is disabled", duration);
		}
		model(modelId).health().standDown(StandbyReason.MANUAL, duration, note.isBlank() ? null : note);
	}

	@Override
	public void release(String modelId) {
		model(modelId).health().lift(Set.of(StandbyReason.MANUAL));
	}

	@Override
	public void enable(String modelId) {
		model(modelId).health().enable(LIFTED);
	}

	@Override
	public ProbeResult probe(String modelId) {
		LiveModel live = model(modelId);
		return this.prober.probe(live, this.prober.timeout(live));
	}

	@Override
	public HealthSummary summary() {
		Map<ModelState, Integer> count = new LinkedHashMap<>();
		List<ModelStatus> all = statuses();
		all.forEach((status) -> count.merge(status.state(), 1, Integer::sum));
		Instant lastCheck = all.stream()
			.map(ModelStatus::lastProbe)
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
		return new HealthSummary(all.size(), count.getOrDefault(ModelState.ACTIVE, 0),
				count.getOrDefault(ModelState.TRIAL, 0), count.getOrDefault(ModelState.STANDBY, 0), lastCheck);
	}

	@Override
	public ChainExplanation explain(String chain) {
		ChainPlan plan = this.engine.ensemble().chain(chain);
		long now = this.engine.ticker().nanos();
		Lineup lineup = new Lineup(plan, CallSpec.chain(chain).withReport(), this.engine.random());
		lineup.rehearse();
		List<Model> order = order(lineup, now);
		if (order.isEmpty() && plan.settings().whenUnavailable() == WhenUnavailable.TRY_ANYWAY) {
			lineup.restart(true);
			order = order(lineup, now);
		}
		Set<String> ids = order.stream().map(Model::id).collect(Collectors.toSet());
		Map<String, Set<String>> skipped = lineup.skipped(ids, null, now);
		return new ChainExplanation(chain, plan.settings().strategyName(), order, skipped,
				busy(plan, skipped.keySet(), now));
	}

	@Override
	public RoutingStatistics statistics() {
		Map<String, RoutingStatistics.OfChain> chains = new LinkedHashMap<>();
		this.engine.ensemble().chains().forEach((name, plan) -> chains.put(name, plan.counters().read()));
		RoutingStatistics.OfChain adHoc = this.engine.ensemble().adHoc().read();
		if (adHoc.calls() != 0) {
			chains.put(Repertoire.AD_HOC, adHoc);
		}
		return new RoutingStatistics(chains);
	}

	private static Set<String> busy(ChainPlan plan, Set<String> skipped, long now) {
		Set<String> busy = new LinkedHashSet<>();
		for (Seat seat : plan.seats()) {
			if (skipped.contains(seat.model().id()) && seat.enabled() && seat.live().busy(now)) {
				busy.add(seat.model().id());
			}
		}
		return busy;
	}

	private static List<Model> order(Lineup lineup, long now) {
		List<Model> order = new ArrayList<>();
		while (lineup.look(now)) {
			order.add(lineup.seat().model());
		}
		return order;
	}

	/** Whether nobody has taken the model out who means it. */
	private boolean admitted(LiveModel live) {
		return live.health().usableAnyway(this.engine.ticker().nanos());
	}

	private boolean working(LiveModel live, Duration timeout) {
		ProbeResult result = this.prober.probe(live, timeout);
		if (result.verdict() == Verdict.UNSUPPORTED) {
			return live.usable(this.engine.ticker().nanos());
		}
		return result.reachable();
	}

	private LiveModel model(String id) {
		return this.engine.ensemble().model(id);
	}

	private ModelStatus status(LiveModel live) {
		return live.status(this.engine.ticker().nanos());
	}

	private static Set<StandbyReason> lifted() {
		Set<StandbyReason> reasons = EnumSet.complementOf(EnumSet.copyOf(StandbyReason.LIMITS));
		reasons.remove(StandbyReason.MAINTENANCE_WINDOW);
		return Set.copyOf(reasons);
	}

}
