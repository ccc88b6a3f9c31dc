package dev.understudy.micrometer;

import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one model in one chain, each registered when it is first asked for. All
 * fields are final, so that it may be handed to other threads in any way.
 */
final class SeatTimers {

	/** Stands for the model of a call that none answered. */
	static final Model NOBODY = Model.of("none", "", "none");

	/** The tag of a provider that nobody named; some backends refuse an empty one. */
	private static final String UNKNOWN_PROVIDER = "unknown";

	/** Large and odd, so that names that count up do not add up to the same hash. */
	private static final int SPREAD = 0x9E3779B1;

	private static final FailureKind[] KINDS = FailureKind.values();

	private final MeterRegistry registry;

	private final String chain;

	private final Model model;

	/** Success first, then every kind of failure. */
	private final AtomicReferenceArray<@Nullable Timer> attempts = new AtomicReferenceArray<>(1 + KINDS.length);

	private final AtomicReferenceArray<@Nullable Timer> calls = new AtomicReferenceArray<>(Outcome.values().length);

	SeatTimers(MeterRegistry registry, String chain, Model model) {
		this.registry = registry;
		this.chain = chain;
		this.model = model;
	}

	/** A refresh makes other models of the same ids, so the same object is not enough. */
	boolean areOf(String wantedChain, Model wanted) {
		return (this.model == wanted || same(this.model, wanted)) && this.chain.equals(wantedChain);
	}

	int hash() {
		return hash(this.chain, this.model);
	}

	Timer attempts(@Nullable Failure failure) {
		int place = (failure != null) ? 1 + failure.kind().ordinal() : 0;
		Timer known = this.attempts.get(place);
		return (known != null) ? known : newAttempts(place);
	}

	Timer calls(Outcome outcome) {
		Timer known = this.calls.get(outcome.ordinal());
		return (known != null) ? known : newCalls(outcome);
	}

	/** Of strings, which remember theirs; that of a record is computed anew each time. */
	static int hash(String chain, Model model) {
		int hash = SPREAD * chain.hashCode() + model.id().hashCode();
		return hash ^ (hash >>> 16);
	}

	private Timer newAttempts(int place) {
		Timer timer = Timer.builder("understudy.attempts")
			.description("Attempts of a model, by how they ended")
			.tag("chain", this.chain)
			.tag("model", this.model.id())
			.tag("provider", this.model.provider().isEmpty() ? UNKNOWN_PROVIDER : this.model.provider())
			.tag("result", (place == 0) ? "success" : KINDS[place - 1].tag())
			.register(this.registry);
		this.attempts.set(place, timer);
		return timer;
	}

	private Timer newCalls(Outcome outcome) {
		Timer timer = Timer.builder("understudy.calls")
			.description("Calls through a chain, waits and degradation included, by how they ended")
			.tag("chain", this.chain)
			.tag("outcome", outcome.tag())
			.tag("model", this.model.id())
			.register(this.registry);
		this.calls.set(outcome.ordinal(), timer);
		return timer;
	}

	private static boolean same(Model one, Model other) {
		return one.id().equals(other.id()) && one.provider().equals(other.provider());
	}

}
