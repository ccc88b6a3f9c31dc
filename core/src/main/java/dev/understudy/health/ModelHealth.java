package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.Lease.Grade;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the health of one model: gives out leases, learns from what becomes of them, and
 * stands the model down.
 * <p>
 * Thread-safe without locks. The state is one immutable snapshot that is replaced by
 * compare-and-set; statistics are apart from it and survive its changes.
 */
public final class ModelHealth {

	private static final AtomicReferenceFieldUpdater<ModelHealth, HealthSnapshot> SNAPSHOT = AtomicReferenceFieldUpdater
		.newUpdater(ModelHealth.class, HealthSnapshot.class, "snapshot");

	private final String modelId;

	private final Ticker ticker;

	private final HealthListener listener;

	private final CallStatistics statistics;

	private volatile HealthSnapshot snapshot = HealthSnapshot.active(0, Totals.NONE);

	private volatile HealthJudge judge;

	private volatile @Nullable Instant lastProbe;

	public ModelHealth(String modelId, HealthRules rules, Ticker ticker, HealthListener listener) {
		this.modelId = modelId;
		this.ticker = ticker;
		this.listener = listener;
		this.statistics = new CallStatistics(rules.failure().window());
		this.judge = new HealthJudge(rules, this.statistics, ticker);
	}

	/**
	 * The state, to be read once for a decision and handed down.
	 * @return the snapshot that stands now
	 */
	public HealthSnapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * What was counted.
	 * @return the live statistics
	 */
	public CallStatistics statistics() {
		return this.statistics;
	}

	/**
	 * How healthy the model is.
	 * @param now nanoseconds of the ticker
	 * @return 0 to 1; neutral without calls in the window
	 */
	public double score(long now) {
		return this.judge.rules().score().score(this.statistics.window(now));
	}

	/**
	 * Puts new rules in force. State and statistics stay; only a window of another length
	 * begins anew.
	 * @param rules the new rules
	 */
	public void rules(HealthRules rules) {
		this.statistics.window(rules.failure().window());
		this.judge = new HealthJudge(rules, this.statistics, this.ticker);
	}

	/**
	 * Whether {@link #lease} would give out a lease now.
	 * @param now nanoseconds of the ticker
	 * @return {@code true} for a model that may be used
	 */
	public boolean usable(long now) {
		HealthSnapshot seen = this.snapshot;
		if (seen.clear()) {
			return true;
		}
		Trial trial = seen.trial;
		return seen.usableFrom() <= now && (trial == null || trial.hasPlace(this.judge.rules().trial().calls(), now));
	}

	/**
	 * Whether {@link #leaseAnyway} would give out a lease now.
	 * @param now nanoseconds of the ticker
	 * @return {@code false} while a reason is live that nobody overrides
	 */
	public boolean usableAnyway(long now) {
		return this.snapshot.holds.bindingUntil <= now;
	}

	/**
	 * Asks for the right to make one attempt. Never waits.
	 * @param now nanoseconds of the ticker
	 * @param patience nanoseconds after which a trial that has not ended loses its place
	 * @return the lease, or {@code null} while a reason is live or all places of a trial
	 * are taken
	 */
	public @Nullable Lease lease(long now, long patience) {
		while (true) {
			HealthSnapshot seen = this.snapshot;
			if (seen.clear()) {
				return give(Grade.ORDINARY, seen, now, patience);
			}
			if (seen.usableFrom() > now) {
				return null;
			}
			HealthSnapshot current = seen.at(now, this.statistics);
			if (current.trial == null) {
				replace(seen, current, now);
				continue;
			}
			Lease lease = new Lease(this, Grade.TRIAL, current.epoch, now, now + patience);
			Trial admitted = current.trial.admit(lease, this.judge.rules().trial().calls(), now);
			if (admitted == null) {
				return null;
			}
			if (replace(seen, current.with(admitted), now)) {
				this.statistics.leased(now);
				return lease;
			}
		}
	}

	/**
	 * Asks for the right to make one attempt in spite of a standby. What becomes of it
	 * decides nothing but what the provider itself says.
	 * @param now nanoseconds of the ticker
	 * @param patience as for {@link #lease}
	 * @return the lease, or {@code null} while a reason is live that nobody overrides
	 */
	public @Nullable Lease leaseAnyway(long now, long patience) {
		Lease lease = lease(now, patience);
		if (lease != null) {
			return lease;
		}
		HealthSnapshot seen = this.snapshot;
		return (seen.holds.bindingUntil <= now) ? give(Grade.FORCED, seen, now, patience) : null;
	}

	/**
	 * Stands the model down for one reason. A running standby is never shortened.
	 * @param reason the reason
	 * @param duration how long, {@code null} until it is lifted
	 * @param note what others should know, {@code null} for nothing
	 */
	public void standDown(StandbyReason reason, @Nullable Duration duration, @Nullable String note) {
		long now = this.ticker.nanos();
		Hold hold = Hold.of(reason, this.ticker, now, duration, note);
		update(now, (state) -> state.with(hold));
	}

	/**
	 * Lifts reasons. Others stand.
	 * @param reasons the reasons to lift
	 */
	public void lift(Set<StandbyReason> reasons) {
		update(this.ticker.nanos(), (state) -> state.lift(reasons, this.statistics));
	}

	/**
	 * Lifts reasons, and takes the model out of trial.
	 * @param reasons the reasons to lift
	 */
	public void enable(Set<StandbyReason> reasons) {
		update(this.ticker.nanos(), (state) -> state.lift(reasons, this.statistics).closed(this.statistics));
	}

	/**
	 * Notes what a probe found: a failed one stands the model down for the length of the
	 * first cooldown, a good one lifts that.
	 * @param reached whether the model's provider answered
	 */
	public void probed(boolean reached) {
		this.lastProbe = this.ticker.instant();
		if (reached) {
			lift(Set.of(StandbyReason.PROBE_FAILED));
		}
		else {
			standDown(StandbyReason.PROBE_FAILED, this.judge.rules().cooldown().first(), null);
		}
	}

	/**
	 * All that is known of the model.
	 * @param model the model as it is configured
	 * @return its status now
	 */
	public ModelStatus status(Model model) {
		return new StatusReport(this.ticker).of(model, this, this.lastProbe);
	}

	void succeeded(Lease lease, long now) {
		HealthJudge judge = this.judge;
		long took = now - lease.since();
		boolean slow = judge.slow(took);
		this.statistics.succeeded(now, took, slow, !lease.decides(this.snapshot, now));
		if (slow || lease.grade() == Grade.TRIAL) {
			update(now, (state) -> judge.afterSuccess(state, lease, now, slow));
		}
	}

	void failed(Lease lease, Failure failure, ModelVerdict verdict, long now) {
		HealthJudge judge = this.judge;
		HealthSnapshot seen = this.snapshot;
		boolean slow = judge.slow(now - lease.since());
		int streak = 0;
		if (verdict.counts()) {
			streak = this.statistics.failed(now, slow, !lease.decides(seen, now), seen.activation);
		}
		else {
			this.statistics.failedWithoutCounting(now);
		}
		HealthJudge.Result result = new HealthJudge.Result(lease, failure, verdict, streak, slow);
		update(now, (state) -> judge.afterFailure(state, result, now));
	}

	void ignored(Lease lease) {
		this.statistics.ignored();
		if (lease.grade() == Grade.TRIAL) {
			update(this.ticker.nanos(), (state) -> state.without(lease));
		}
	}

	private Lease give(Grade grade, HealthSnapshot seen, long now, long patience) {
		this.statistics.leased(now);
		return new Lease(this, grade, seen.epoch, now, now + patience);
	}

	/** Brings about a change of state, without the reasons that are over. */
	private void update(long now, UnaryOperator<HealthSnapshot> change) {
		boolean done = false;
		while (!done) {
			HealthSnapshot seen = this.snapshot;
			done = replace(seen, change.apply(seen.at(now, this.statistics)), now);
		}
	}

	/** Only the winner of a change reports it. */
	private boolean replace(HealthSnapshot seen, HealthSnapshot next, long now) {
		if (next == seen) {
			return true;
		}
		if (!SNAPSHOT.compareAndSet(this, seen, next)) {
			return false;
		}
		next.holds.addedTo(seen.holds.live(now)).forEach((standby) -> this.listener.stoodDown(this.modelId, standby));
		if (!seen.clear() && next.clear()) {
			this.listener.recovered(this.modelId, this.ticker.instant());
		}
		return true;
	}

}
