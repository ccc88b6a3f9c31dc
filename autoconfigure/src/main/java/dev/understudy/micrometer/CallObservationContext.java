package dev.understudy.micrometer;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What conventions and handlers may know of a call: never what was asked or answered.
 */
public final class CallObservationContext extends Observation.Context {

	private final String chain;

	private int attempts;

	private @Nullable Outcome outcome;

	private @Nullable Model model;

	private @Nullable FailureKind kind;

	CallObservationContext(String chain) {
		this.chain = chain;
	}

	/**
	 * The chain of the call.
	 * @return the name of a configured chain, or {@code ad-hoc} when it was made up for
	 * the call
	 */
	public String chain() {
		return this.chain;
	}

	/**
	 * How many attempts have ended.
	 * @return zero or more
	 */
	public int attempts() {
		return this.attempts;
	}

	/**
	 * How the call ended.
	 * @return the outcome, {@code null} while the call runs
	 */
	public @Nullable Outcome outcome() {
		return this.outcome;
	}

	/**
	 * The model that answered.
	 * @return the model, {@code null} while the call runs and when none answered
	 */
	public @Nullable Model model() {
		return this.model;
	}

	/**
	 * Why no model answered.
	 * @return the kind of failure, {@code null} while the call runs and when a model
	 * answered
	 */
	public @Nullable FailureKind kind() {
		return this.kind;
	}

	void attempted() {
		this.attempts++;
	}

	void ended(Outcome how, @Nullable Model by, @Nullable FailureKind why) {
		this.outcome = how;
		this.model = by;
		this.kind = why;
	}

}
