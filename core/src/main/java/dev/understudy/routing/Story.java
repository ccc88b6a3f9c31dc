package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.Attempt;
import dev.understudy.Model;
import dev.understudy.Routed;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in one call so far. A call that is answered at once and not to be
 * reported has none.
 */
final class Story {

	private final Ticker ticker;

	private final List<Take> takes = new ArrayList<>(4);

	private List<Attempt> told = List.of();

	private @Nullable Seat failedSeat;

	private @Nullable Failure failure;

	private @Nullable Exception refused;

	private @Nullable Model answeredBy;

	private @Nullable Fall degradedBy;

	private boolean movedOn;

	private boolean outOfTime;

	Story(Ticker ticker) {
		this.ticker = ticker;
	}

	/** Another model is tried after one failed. */
	void movedOn() {
		this.movedOn = true;
	}

	void failed(Take take, Failure with) {
		this.takes.add(take);
		this.failedSeat = take.seat();
		this.failure = with;
	}

	void answered(Take take) {
		this.takes.add(take);
		this.answeredBy = take.seat().model();
	}

	void degraded(Fall why) {
		this.degradedBy = why;
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
		return this.degradedBy != null;
	}

	boolean hasMovedOn() {
		return this.movedOn;
	}

	<T extends @Nullable Object> Routed<T> routed(T value, String chain, Lineup lineup, long now) {
		return new Routed<>(value, chain, this.answeredBy,
				(this.degradedBy != null) ? this.degradedBy.degradation() : null, attempts(), skipped(lineup, now));
	}

	/** What brought the call to its end, to be told in full when somebody asks. */
	Fall fall(String chain, Lineup lineup, long now) {
		return new Fall(kind(), this.failure, this.refused != null, () -> setback(chain, lineup, now));
	}

	private Setback setback(String chain, Lineup lineup, long now) {
		Map<String, Set<String>> skipped = skipped(lineup, now);
		long returns = lineup.firstReturn(now);
		FailureKind kind = kind();
		return new Setback(chain, (kind != null) ? kind : Setback.kindOf(skipped), attempts(), skipped,
				(returns != Tempo.NEVER) ? Duration.ofNanos(returns - now) : null);
	}

	/** Told by one look at both clocks, so that it is the same story each time. */
	private List<Attempt> attempts() {
		if (this.told.size() != this.takes.size()) {
			Instant wall = this.ticker.instant();
			long nanos = this.ticker.nanos();
			this.told = this.takes.stream().map((take) -> take.told(wall, nanos)).toList();
		}
		return this.told;
	}

	private Map<String, Set<String>> skipped(Lineup lineup, long now) {
		Set<String> tried = new HashSet<>();
		for (Take take : this.takes) {
			tried.add(take.seat().model().id());
		}
		return lineup.skipped(tried, this.answeredBy, now);
	}

	/** Why no model answered; {@code null} when that is up to those that were skipped. */
	private @Nullable FailureKind kind() {
		if (this.outOfTime) {
			return FailureKind.TIMEOUT;
		}
		return (this.failure != null) ? this.failure.kind() : null;
	}

}
