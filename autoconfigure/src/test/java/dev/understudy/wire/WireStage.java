package dev.understudy.wire;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.Model;
import dev.understudy.RouterListener;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.StreamSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.springai.RoutingChatModels;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A server that fails and one that does not, real clients for both, and chains of a model
 * on the one and of another provider's model on the other.
 */
final class WireStage implements AutoCloseable {

	static final Answer FIRST = Answer.of("To be", ", or not", " to be", ".");

	static final Answer SECOND = Answer.of("That is", " the", " question", ".");

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(300);

	/** Also what the healthy provider has for its first word. */
	private static final Duration FIRST_WORD = Duration.ofMillis(800);

	final ProviderServer failing = new ProviderServer();

	final ProviderServer healthy = new ProviderServer();

	private final Map<Provider, ChatModel> failingClients = new EnumMap<>(Provider.class);

	private final Map<Provider, ChatModel> healthyClients = new EnumMap<>(Provider.class);

	WireStage() {
		this(null);
	}

	/** With another server as the one that fails. */
	WireStage(@Nullable String other) {
		String url = (other != null) ? other : this.failing.url();
		this.failing.answer(FIRST);
		this.healthy.answer(SECOND);
		for (Provider provider : Provider.values()) {
			this.failingClients.put(provider, VendorClients.of(provider, url, LONG));
			this.healthyClients.put(provider, VendorClients.of(provider, this.healthy.url(), LONG));
		}
		this.failingClients.values().forEach(WireStage::warmUp);
		this.healthyClients.values().forEach(WireStage::warmUp);
	}

	private static void warmUp(ChatModel client) {
		client.call(new Prompt("Hello"));
		client.stream(new Prompt("Hello")).blockLast(LONG);
	}

	/**
	 * How many times longer than usual what is short may be, until the fault shows what
	 * it has to: the machine may stand still for a moment.
	 */
	static List<Integer> slowness(Fault fault) {
		return (isSilent(fault) || fault == Fault.STALL) ? List.of(1, 4, 12) : List.of(1);
	}

	private static boolean isSilent(Fault fault) {
		return fault == Fault.NO_ANSWER || fault == Fault.HEADERS_ONLY;
	}

	/** A chain that begins with this provider, for one call that meets the fault. */
	Performance begin(Provider provider, Fault fault, StreamSettings.Commit commit) {
		return begin(provider, fault, commit, 1);
	}

	/** One in which what is short is so many times longer than usual. */
	Performance begin(Provider provider, Fault fault, StreamSettings.Commit commit, int slowness) {
		this.failing.play(fault);
		this.failing.pace(Pace.AT_ONCE);
		this.failing.forget();
		this.healthy.forget();
		Provider next = Provider.values()[(provider.ordinal() + 1) % Provider.values().length];
		return new Performance(provider, next, fault, commit, slowness);
	}

	@Override
	public void close() {
		this.failing.close();
		this.healthy.close();
	}

	/**
	 * A chain in its original state.
	 */
	final class Performance implements RouterListener, AutoCloseable {

		/** What became of the attempts of the first model. */
		final List<@Nullable FailureKind> kinds = new CopyOnWriteArrayList<>();

		final ChatModel chain;

		private final Understudy understudy;

		private Performance(Provider first, Provider second, Fault fault, StreamSettings.Commit commit, int slowness) {
			RetryPolicy once = new RetryPolicy(2, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0, Duration.ZERO);
			boolean silent = isSilent(fault);
			Duration brief = SHORT.multipliedBy(slowness);
			SeatSettings leading = SeatSettings.of("first")
				.withRetry(once)
				.withTimeout((silent || fault == Fault.STALL) ? brief : LONG);
			StreamSettings streams = new StreamSettings(silent ? FIRST_WORD.multipliedBy(slowness) : LONG,
					(fault == Fault.STALL) ? brief : LONG, commit);
			this.understudy = Understudy.builder()
				.models(model("first", first), model("second", second))
				.chain(ChainSettings
					.of("talk", List.of(leading, SeatSettings.of("second").withRetry(once).withTimeout(LONG)))
					.withStreams(streams))
				.listener(this)
				.build();
			this.chain = new RoutingChatModels(this.understudy, (model) -> model.id().equals("first")
					? WireStage.this.failingClients.get(first) : WireStage.this.healthyClients.get(second), () -> null)
				.chain("talk");
		}

		/** How many requests each server has got. */
		String requests() {
			return WireStage.this.failing.requests().size() + "+" + WireStage.this.healthy.requests().size();
		}

		@Override
		public void attempted(String chainName, Model model, @Nullable Failure failure, long nanos) {
			if (model.id().equals("first")) {
				this.kinds.add((failure != null) ? failure.kind() : null);
			}
		}

		@Override
		public void close() {
			this.understudy.close();
		}

		private static Model model(String id, Provider provider) {
			return Model.of(id, provider.name().toLowerCase(Locale.ROOT), id + "-model");
		}

	}

}
