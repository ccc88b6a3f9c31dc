package dev.understudy.boot;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import dev.understudy.routing.WhenUnavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One chain below {@code understudy.chains}.
 *
 * @param models its models in the order they are tried: an id each, or an id and how this
 * chain uses the model
 * @param reroute chains that go on instead, by the kind of failure
 * @param degrade what answers when no model can, tried in this order after the rungs of
 * annotations
 * @param strategy order in which models are tried: a built-in strategy or the name of a
 * SelectionStrategy bean
 * @param adaptive whether the weights of a weighted chain follow observed success rates
 * @param timeout bound of one attempt, 0 for none
 * @param deadline bound of the whole call with all attempts and waits, 0 for none
 * @param retry how the same model is tried again before the next one
 * @param fallbackOn kinds of failure after which the next model is tried
 * @param whenUnavailable what to do when every model is on standby
 * @param stream how answers that come piece by piece are treated
 */
public record ChainProperties(@DefaultValue List<Entry> models, @DefaultValue Map<FailureKind, String> reroute,
		@DefaultValue List<Rung> degrade, @Nullable String strategy, @Nullable Boolean adaptive,
		@Nullable Duration timeout, @Nullable Duration deadline, @DefaultValue RetryProperties retry,
		@Nullable Set<FailureKind> fallbackOn, @Nullable WhenUnavailable whenUnavailable,
		@DefaultValue StreamProperties stream) {

	public ChainProperties {
		models = List.copyOf(models);
		reroute = Collections.unmodifiableMap(new LinkedHashMap<>(reroute));
		degrade = List.copyOf(degrade);
	}

	/** What this chain says for itself of what {@code understudy.defaults} says. */
	PolicyProperties policy() {
		return new PolicyProperties(this.strategy, this.adaptive, this.timeout, this.deadline, this.retry,
				this.fallbackOn, this.whenUnavailable, this.stream);
	}

	/**
	 * A model of a chain and how the chain uses it.
	 *
	 * @param model id of the model
	 * @param timeout bound of one attempt, 0 for none
	 * @param weight share of the calls in a weighted chain, against the other weights
	 * @param lastResort whether it comes after all others and is tried even on standby
	 * @param retry how it is tried again before the next one
	 * @param fallbackOn kinds of failure after which the next model is tried
	 * @param enabled whether this chain may use it
	 */
	public record Entry(@Nullable String model, @Nullable Duration timeout, @DefaultValue("1") double weight,
			@DefaultValue("false") boolean lastResort, @DefaultValue RetryProperties retry,
			@Nullable Set<FailureKind> fallbackOn, @DefaultValue("true") boolean enabled) {

		/**
		 * The short form: nothing but a model. The binder finds this method by its name.
		 * @param model id of the model
		 * @return the entry
		 */
		public static Entry of(String model) {
			return new Entry(model, null, 1, false, new RetryProperties(null, null, null, null, null, null, null), null,
					true);
		}

	}

	/**
	 * What answers when no model can: a text, or the last good answer.
	 *
	 * @param lastGood the last good answer to the same question, if no older than this
	 * @param text a constant text
	 * @param when only after these kinds of failure; empty: all but bad-request and
	 * cancelled
	 * @param matching only for questions in which this regular expression is found
	 */
	public record Rung(@Nullable Duration lastGood, @Nullable String text, @DefaultValue Set<FailureKind> when,
			@Nullable String matching) {

		public Rung {
			when = Set.copyOf(when);
		}

	}

}
