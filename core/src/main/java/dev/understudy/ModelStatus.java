package dev.understudy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a model at one moment. Latencies are those of successful calls, and
 * zero while there were none; rates and score are those of the window.
 *
 * @param id our id
 * @param provider who runs it
 * @param name what the provider calls it
 * @param state what may be done with it
 * @param standbys the reasons that are live
 * @param cooldownRemaining how long until it may be used again: zero when it may be used
 * now, {@code null} when only somebody's hand ends a standby
 * @param consecutiveFailures failures in a row that count
 * @param callsInWindow calls that count
 * @param successRate 0 to 1, 1 without calls
 * @param errorRate 0 to 1, 0 without calls
 * @param latencyMean mean over the window
 * @param latencyP50 median of the recent calls
 * @param latencyP95 95th percentile of the recent calls
 * @param score 0 to 1, higher is healthier
 * @param requestsUsed attempts of the running period of its limit, without those that
 * failed; all attempts since the start without a limit
 * @param tokensUsed tokens used in the running period of their limit, or since the start
 * @param costUsed USD spent in the running period of the budget, or since the start
 * @param lastRequest when the last attempt began
 * @param lastFailure when the last attempt failed
 * @param lastProbe when the last probe ended
 * @param recentLatencies the latest latencies, oldest first among those of one thread
 */
public record ModelStatus(String id, String provider, String name, ModelState state, List<Standby> standbys,
		@Nullable Duration cooldownRemaining, int consecutiveFailures, long callsInWindow, double successRate,
		double errorRate, Duration latencyMean, Duration latencyP50, Duration latencyP95, double score,
		long requestsUsed, long tokensUsed, double costUsed, @Nullable Instant lastRequest,
		@Nullable Instant lastFailure, @Nullable Instant lastProbe, List<Duration> recentLatencies) {

	public ModelStatus {
		standbys = List.copyOf(standbys);
		recentLatencies = List.copyOf(recentLatencies);
	}

	/**
	 * Whether the model is active and no reason against it is live.
	 * @return {@code true} for a healthy model
	 */
	public boolean healthy() {
		return this.state == ModelState.ACTIVE && this.standbys.isEmpty();
	}

	/**
	 * Whether a quota is used up: the account's, or our own limit of requests or tokens.
	 * @return {@code true} while such a reason is live
	 */
	public boolean overQuota() {
		return out(StandbyReason.QUOTA_EXHAUSTED) || out(StandbyReason.REQUEST_LIMIT) || out(StandbyReason.TOKEN_LIMIT);
	}

	/**
	 * Whether our own budget is spent.
	 * @return {@code true} while that reason is live
	 */
	public boolean overBudget() {
		return out(StandbyReason.BUDGET_EXCEEDED);
	}

	/**
	 * This status in strings, numbers, lists and maps, as any format can hold it. Times
	 * are written as ISO-8601; what is not known is left out.
	 * @return a map that {@link #fromMap} understands
	 */
	public Map<String, Object> toMap() {
		return ModelStatusMap.of(this);
	}

	/**
	 * The status that {@link #toMap()} wrote.
	 * @param map the map
	 * @return an equal status
	 * @throws IllegalArgumentException when something is missing or unreadable; the
	 * message names the key
	 */
	public static ModelStatus fromMap(Map<String, ?> map) {
		return ModelStatusMap.read(map);
	}

	private boolean out(StandbyReason reason) {
		return this.standbys.stream().anyMatch((standby) -> standby.reason() == reason);
	}

}
