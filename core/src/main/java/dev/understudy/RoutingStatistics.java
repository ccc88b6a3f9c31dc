package dev.understudy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.understudy.failure.FailureKind;

/**
 * What happened since the start.
 *
 * @param chains counts by chain, in the order of configuration
 */
public record RoutingStatistics(Map<String, OfChain> chains) {

	public RoutingStatistics {
		chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
	}

	/**
	 * What happened to the calls of one chain.
	 *
	 * @param answered calls that the first choice answered
	 * @param fellBack calls that another model answered
	 * @param degraded calls that no model but a rung answered
	 * @param failed calls that nobody answered
	 * @param models counts by model id
	 */
	public record OfChain(long answered, long fellBack, long degraded, long failed, Map<String, OfModel> models) {

		public OfChain {
			models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
		}

		/**
		 * All calls that have ended.
		 * @return the number of calls
		 */
		public long calls() {
			return this.answered + this.fellBack + this.degraded + this.failed;
		}

		/**
		 * The share of calls that the first choice answered.
		 * @return 0 to 1, 1 without calls
		 */
		public double primarySuccessRate() {
			return (calls() != 0) ? (double) this.answered / calls() : 1;
		}

		/**
		 * The share of calls that another model answered.
		 * @return 0 to 1, 0 without calls
		 */
		public double fallbackRate() {
			return (calls() != 0) ? (double) this.fellBack / calls() : 0;
		}

	}

	/**
	 * What happened to the attempts of one model in one chain.
	 *
	 * @param selected attempts that have ended
	 * @param answered attempts that succeeded
	 * @param failures attempts that failed, by kind
	 * @param fellBackFrom times that another model was tried after this one failed
	 * @param fellBackTo times that this model was tried after another one failed
	 * @param latencyMean mean over the attempts that succeeded, zero without any
	 */
	public record OfModel(long selected, long answered, Map<FailureKind, Long> failures, long fellBackFrom,
			long fellBackTo, Duration latencyMean) {

		public OfModel {
			failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
		}

	}

}
