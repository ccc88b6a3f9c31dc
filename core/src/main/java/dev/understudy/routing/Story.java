package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.understudy.Attempt;
import dev.understudy.Degradation;
import dev.understudy.Model;
import dev.understudy.Routed;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in one call so far. A call that is answered at once and not to be
 * reported has none.
 */
final class Story {

	private final List<Attempt> attempts = new ArrayList<>(2);

	private @Nullable Seat failedSeat;

	private @Nullable Failure failure;

	private @Nullable Exception refused;

	private @Nullable Model answeredBy;

	private @Nullable Degradation degradation;

	private boolean movedOn;

	private boolean outOfTime;

	/** Another model is tried after one failed. */
	void movedOn() {
		this.movedOn = true;
	}

	void failed(Seat seat, Attempt attempt, Failure with) {
		this.attempts.add(attempt);
		this.failedSeat = seat;
		this.failure = with;
	}

	void answered(Attempt attempt) {
		this.attempts.add(attempt);
		this.answeredBy = attempt.model();
	}

	void degraded(Degradation why) {
		this.degradation = why;
	}

	/** The caller gets this when no rung answers; no model may be tried any more. */
	void refused(Exception thrown) {
		this.refused = thrown;
	}

	void cancelled(Exception thrown) {
		this.failure = Failure.of(FailureKind.CANCELLED, thrown);
		this.refused = thrown;
	}

	void outOfTime() {
		this.outOfTime = true;
	}

	/** The place that was tried last and failed. */
	@Nullable Seat failedSeat() {
		return this.failedSeat;
	}

	/** The last failure, {@code null} when no model was tried. */
	@Nullable Failure failure() {
		return this.failure;
	}

	/** What the caller gets when no rung answers, {@code null} for an exhausted chain. */
	@Nullable Exception refused() {
		return this.refused;
	}

	/** Whether a rung has answered. */
	boolean hasDegraded() {
		return this.degradation != null;
	}

	boolean hasMovedOn() {
		return this.movedOn;
	}

	<T extends @Nullable Object> Routed<T> routed(T value, String chain, Lineup lineup, long now) {
		return new Routed<>(value, chain, this.answeredBy, this.degradation, this.attempts, skipped(lineup, now));
	}

	Setback setback(String chain, Lineup lineup, long now) {
		Map<String, Set<String>> skipped = skipped(lineup, now);
		long returns = lineup.firstReturn(now);
		return new Setback(chain, kind(skipped), this.attempts, skipped,
				(returns != Tempo.NEVER) ? Duration.ofNanos(returns - now) : null);
	}

	private Map<String, Set<String>> skipped(Lineup lineup, long now) {
		Set<String> tried = this.attempts.stream().map((attempt) -> attempt.model().id()).collect(Collectors.toSet());
		return lineup.skipped(tried, this.answeredBy, now);
	}

	private FailureKind kind(Map<String, Set<String>> skipped) {
		if (this.outOfTime) {
			return FailureKind.TIMEOUT;
		}
		return (this.failure != null) ? this.failure.kind() : Setback.kindOf(skipped);
	}

}
