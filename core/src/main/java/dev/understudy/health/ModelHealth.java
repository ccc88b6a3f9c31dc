package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.Answers.Turn;
import dev.understudy.health.Lease.Grade;
import dev.understudy.health.MaintenanceWindows.Opening;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the health of one model: gives out leases, learns from what becomes of them, and
 * stands the model down.
 * <p>
 * Thread-safe without locks. The state is one immutable snapshot that is replaced by
 * compare-and-set; statistics are apart from it and survive its changes.
 */
public final class ModelHealth extends ReportedState {

	private static final Set<StandbyReason> MAINTENANCE = Set.of(StandbyReason.MAINTENANCE_WINDOW);

	private volatile HealthJudge judge;

	/** Written when what the probe found has had its effect. */
	private volatile @Nullable Instant lastProbe;

	/** Looks out for maintenance, {@code null} where there is none. */
	private volatile @Nullable MaintenanceWatch watch;

	public ModelHealth(String modelId, HealthRules rules, Ticker ticker, HealthListener listener) {
		super(modelId, ticker, listener, new CallStatistics(rules.failure().window()));
		this.judge = new HealthJudge(rules, this.statistics, ticker);
	}

	/**
	 * The state, to be read once for a decision and handed down.
	 * @return the snapshot that stands now
	 */
	public HealthSnapshot snapshot() {
		if (this.watch != null) {
			lookOut(this.ticker.nanos());
		}
		return get();
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
	 * @return zero to the sum of the weights, which is 1 by default; half of it without
	 * calls in the window
	 */
	public double score(long now) {
		return this.statistics.score(now, this.judge.rules().score());
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
	 * Says when the model is maintained, from now on.
	 * @param windows when, {@code null} for never
	 */
	public void maintenance(@Nullable MaintenanceWindows windows) {
		boolean before = this.watch != null;
		this.watch = (windows != null) ? new MaintenanceWatch(windows, this.ticker) : null;
		if (before || windows != null) {
			maintain();
		}
	}

	/**
	 * When no reason is live any more, be it in the past. Maintenance that begins right
	 * now may be missing: {@link #lease} knows.
	 * @return nanoseconds of the ticker, {@link Long#MAX_VALUE} for never by itself
	 */
	public long usableFrom() {
		return seenUsableFrom();
	}

	/**
	 * Whether {@link #lease} would give out a lease now.
	 * @param now nanoseconds of the ticker
	 * @return {@code true} for a model that may be used
	 */
	public boolean usable(long now) {
		lookOut(now);
		HealthSnapshot seen = get();
		return seen.usableFrom() <= now && admits(seen.trial, now);
	}

	/**
	 * Whether {@link #leaseAnyway} would give out a lease now.
	 * @param now nanoseconds of the ticker
	 * @return {@code false} while a reason is live that nobody overrides
	 */
	public boolean usableAnyway(long now) {
		lookOut(now);
		return get().holds.bindingUntil <= now;
	}

	/**
	 * Asks for the right to make one attempt. Never waits.
	 * @param now nanoseconds of the ticker
	 * @param patience nanoseconds after which a trial that has not ended loses its place
	 * @return the lease, or {@code null} while a reason is live or all places of a trial
	 * are taken
	 */
	public @Nullable Lease lease(long now, long patience) {
		lookOut(now);
		HealthSnapshot first = get();
		if (first.usableFrom() > now) {
			return null;
		}
		return first.clear() ? give(new Lease(this, Grade.ORDINARY, first.epoch, now)) : leaseWithCare(now, patience);
	}

	/** Of a model against which there was something. */
	private @Nullable Lease leaseWithCare(long now, long patience) {
		while (true) {
			HealthSnapshot seen = settled(now);
			Trial trial = seen.trial;
			if (seen.usableFrom() > now || !admits(trial, now)) {
				return null;
			}
			if (trial == null) {
				return give(new Lease(this, Grade.ORDINARY, seen.epoch, now));
			}
			Lease lease = new Lease(this, Grade.TRIAL, seen.epoch, now);
			if (replace(seen, seen.with(trial.admit(lease, now, patience)))) {
				return give(lease);
			}
		}
	}

	/**
	 * Asks for the right to make one attempt that the model's limits have admitted. That
	 * they were reached since, by what others have reserved, does not stand in its way.
	 * @param now nanoseconds of the ticker
	 * @param patience as for {@link #lease}
	 * @return the lease, or {@code null} while another reason is live or all places of a
	 * trial are taken
	 */
	public @Nullable Lease leaseReserved(long now, long patience) {
		Lease lease = lease(now, patience);
		if (lease != null) {
			return lease;
		}
		HealthSnapshot seen = get();
		boolean others = seen.trial != null || seen.holds.untilBut(StandbyReason.LIMITS) > now;
		return others ? null : give(new Lease(this, Grade.ORDINARY, seen.epoch, now));
	}

	/**
	 * Asks for the right to make one attempt in spite of a standby. What becomes of it
	 * decides nothing but what the provider itself says.
	 * @param now nanoseconds of the ticker
	 * @param patience as for {@link #lease}
	 * @param reserved whether the model's limits have admitted it: they do not stand in
	 * its way then
	 * @return the lease, or {@code null} while a reason is live that nobody overrides
	 */
	public @Nullable Lease leaseAnyway(long now, long patience, boolean reserved) {
		Lease lease = lease(now, patience);
		if (lease != null) {
			return lease;
		}
		HealthSnapshot seen = get();
		long until = reserved ? seen.holds.orderedUntil() : seen.holds.bindingUntil;
		return (until <= now) ? give(new Lease(this, Grade.FORCED, seen.epoch, now)) : null;
	}

	/**
	 * Stands the model down for one reason. A running standby is never shortened, and one
	 * that would be over at once is none.
	 * @param reason the reason; after one of {@link StandbyReason#FAILING} the model has
	 * to prove itself in trial
	 * @param duration how long, {@code null} until it is lifted
	 * @param note what others should know, {@code null} for nothing
	 */
	public void standDown(StandbyReason reason, @Nullable Duration duration, @Nullable String note) {
		if (duration != null && (duration.isZero() || duration.isNegative())) {
			return;
		}
		HealthJudge judge = this.judge;
		long now = this.ticker.nanos();
		Hold hold = Hold.of(reason, this.ticker, now, duration, note);
		update(now, (state) -> judge.standDown(state, hold));
	}

	/**
	 * Stands the model down for what a provider said of another one that shares its
	 * client. Both standbys end at the same time, each by itself.
	 * @param standby that of the other one
	 */
	public void standDownToo(Standby standby) {
		HealthJudge judge = this.judge;
		long now = this.ticker.nanos();
		Hold.adopted(standby, Hold.version(standby.since()), this.ticker, now)
			.ifPresent((hold) -> update(now, (state) -> judge.standDown(state, hold)));
	}

	/**
	 * The provider has told that it will refuse what is asked next: the model stands down
	 * as after a rate limit.
	 * @param wait how long the provider will, which is obeyed up to the longest cooldown
	 */
	public void usedUp(Duration wait) {
		Duration longest = this.judge.rules().cooldown().max();
		standDown(StandbyReason.RATE_LIMITED, (wait.compareTo(longest) < 0) ? wait : longest, null);
	}

	/**
	 * Stands the model down until a time on the wall, which replaces the end of a running
	 * standby for the same reason. A time that is over does nothing.
	 * @param reason the reason
	 * @param until when it ends
	 */
	public void standDownUntil(StandbyReason reason, Instant until) {
		Instant wall = this.ticker.instant();
		hold(reason, wall, until, wall);
	}

	/**
	 * Whether one of some reasons is noted against the model, be it live or past.
	 * @param reasons the reasons
	 * @return {@code false} when there is nothing to lift
	 */
	public boolean standsDownFor(Set<StandbyReason> reasons) {
		return get().holds.hasAny(reasons);
	}

	/**
	 * Lifts reasons. Others stand.
	 * @param reasons the reasons to lift
	 */
	public void lift(Set<StandbyReason> reasons) {
		long version = Hold.version(this.ticker.instant());
		update(this.ticker.nanos(), (state) -> state.lift(reasons, version, this.statistics));
	}

	/**
	 * Lifts reasons, and takes the model out of trial.
	 * @param reasons the reasons to lift
	 */
	public void enable(Set<StandbyReason> reasons) {
		long version = Hold.version(this.ticker.instant());
		update(this.ticker.nanos(), (state) -> state.lift(reasons, version, this.statistics).closed(this.statistics));
	}

	/**
	 * What others are to know of the reasons, whoever found them.
	 * @param modelId the model
	 * @return the notices that follow from the state that stands now
	 */
	public List<StandbyNotice> notices(String modelId) {
		return get().holds.notices(modelId, this.ticker);
	}

	/**
	 * Takes over what another instance said, or this one before a restart. The trial
	 * after a standby is this instance's own.
	 * @param notice what was said, known or not
	 */
	public void adopt(StandbyNotice notice) {
		long now = this.ticker.nanos();
		Standby standby = notice.standby();
		if (standby == null) {
			update(now, (state) -> state.adoptLift(notice.reason(), notice.version(), this.statistics));
			return;
		}
		HealthJudge judge = this.judge;
		Hold.adopted(standby, notice.version(), this.ticker, now)
			.ifPresent((hold) -> update(now, (state) -> judge.adopt(state, hold)));
	}

	/**
	 * Begins a probe, which is no attempt: it needs no lease and is not counted as one.
	 * In trial it takes a place if there is one, and then its outcome decides like that
	 * of an attempt.
	 * @param now nanoseconds of the ticker
	 * @param patience as for {@link #lease}
	 * @return what takes the probe's outcome
	 */
	public Checkup checkup(long now, long patience) {
		while (true) {
			HealthSnapshot seen = settled(now);
			Trial trial = seen.trial;
			if (trial == null || seen.usableFrom() > now || !admits(trial, now)) {
				return new Checkup(this, new Lease(this, Grade.FORCED, seen.epoch, now));
			}
			Lease place = new Lease(this, Grade.TRIAL, seen.epoch, now);
			if (replace(seen, seen.with(trial.admit(place, now, patience)))) {
				return new Checkup(this, place);
			}
		}
	}

	/**
	 * All that is known of the model.
	 * @param model the model as it is configured
	 * @return its status now, with what it used since the start
	 */
	public ModelStatus status(Model model) {
		return status(model, this.statistics.consumption(model.price()));
	}

	/**
	 * All that is known of the model, and what others count of it.
	 * @param model the model as it is configured
	 * @param used what it used
	 * @return its status now
	 */
	public ModelStatus status(Model model, Consumption used) {
		return new StatusReport(this.ticker).of(model, this, used, this.lastProbe);
	}

	void succeeded(Lease lease, long now, @Nullable Answers answers, Turn turn) {
		HealthJudge judge = this.judge;
		long took = now - lease.since();
		boolean slow = judge.slow(took);
		boolean late = !lease.decides(get(), now);
		this.statistics.succeeded(now, took, slow, late, answers, turn);
		if (slow || lease.grade() == Grade.TRIAL) {
			update(now, (state) -> judge.afterSuccess(state, lease, now, slow));
		}
	}

	void failed(Lease lease, Failure failure, ModelVerdict verdict, long now) {
		HealthJudge judge = this.judge;
		HealthSnapshot seen = get();
		boolean slow = judge.slow(now - lease.since());
		int streak = 0;
		if (verdict.counts()) {
			streak = this.statistics.failed(now, slow, !lease.decides(seen, now), seen.activation);
		}
		else {
			this.statistics.failedWithoutCounting(now);
		}
		HealthJudge.Result result = judge.result(lease, failure, verdict, now).inARow(streak, slow);
		HealthSnapshot settled;
		do {
			settled = settled(now);
		}
		while (!replace(settled, judge.afterFailure(settled, result, now)));
		judge.ofAccount(settled, result, now).ifPresent(this::refused);
	}

	void ignored(Lease lease) {
		this.statistics.ignored();
		if (lease.grade() == Grade.TRIAL) {
			update(this.ticker.nanos(), (state) -> state.without(lease));
		}
	}

	void probeAnswered(Lease lease, long now) {
		HealthJudge judge = this.judge;
		this.statistics.probeAnswered(now, now - lease.since());
		update(now, (state) -> judge.afterAnswer(state, lease, now));
		this.lastProbe = this.ticker.instant();
	}

	void probeRefused(Lease lease, long now) {
		HealthJudge judge = this.judge;
		update(now, (state) -> judge.afterRefusal(state, lease));
		this.lastProbe = this.ticker.instant();
	}

	void probeFailed(Lease lease, Failure failure, ModelVerdict verdict, Duration hold, long now) {
		HealthJudge judge = this.judge;
		if (verdict.counts()) {
			this.statistics.probeFailed(now);
		}
		HealthJudge.Result result = judge.result(lease, failure, verdict, now);
		HealthSnapshot before = update(now, (state) -> judge.afterFailedProbe(state, result, hold, now));
		this.lastProbe = this.ticker.instant();
		judge.ofAccountByProbe(before, result).ifPresent(this::refused);
	}

	void probeDropped(Lease lease, long now) {
		update(now, (state) -> state.without(lease));
	}

	/** Notices maintenance that has begun. */
	private void lookOut(long now) {
		MaintenanceWatch watching = this.watch;
		if (watching != null && watching.isDue(now)) {
			maintain();
		}
	}

	/** Whoever was replaced meanwhile leaves the last word to the watch of now. */
	private void maintain() {
		MaintenanceWatch watching;
		do {
			watching = this.watch;
			if (watching != null) {
				maintain(watching);
			}
			else {
				lift(MAINTENANCE);
			}
		}
		while (watching != this.watch);
	}

	private void maintain(MaintenanceWatch watching) {
		MaintenanceWatch.Look look = watching.look();
		Opening open = look.open();
		if (open != null) {
			hold(StandbyReason.MAINTENANCE_WINDOW, open.begin(), open.end(), this.ticker.instant());
		}
		else {
			liftWhileClosed(watching);
		}
		watching.looked(look);
	}

	/**
	 * Looks once more at the state that it changes: somebody may have seen a beginning.
	 */
	private void liftWhileClosed(MaintenanceWatch watching) {
		long version = Hold.version(this.ticker.instant());
		update(this.ticker.nanos(), (state) -> (state.holds.hasAny(MAINTENANCE) && watching.look().open() == null)
				? state.lift(MAINTENANCE, version, this.statistics) : state);
	}

	/** The wall is looked at before the ticker, so that no end comes early. */
	private void hold(StandbyReason reason, Instant since, Instant until, Instant wall) {
		if (until.isAfter(wall)) {
			long now = this.ticker.nanos();
			Hold hold = Hold.until(reason, since, until, wall, now);
			update(now, (state) -> state.withEnd(state.later(hold)));
		}
	}

	private boolean admits(@Nullable Trial trial, long now) {
		return trial == null || trial.hasPlace(this.judge.rules().trial().calls(), now);
	}

	private Lease give(Lease lease) {
		this.statistics.leased(lease.since());
		return lease;
	}

}
