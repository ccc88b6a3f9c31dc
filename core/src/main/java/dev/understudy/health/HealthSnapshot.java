package dev.understudy.health;

import java.util.List;
import java.util.Set;

import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.Lease.Grade;
import org.jspecify.annotations.Nullable;

/**
 * The state of a model at one moment. Immutable; {@link ModelHealth} replaces it by
 * compare-and-set. Whether a reason is live is found by looking at the clock, so that a
 * snapshot tells the truth for as long as it stands.
 */
public final class HealthSnapshot {

	final Holds holds;

	final @Nullable Trial trial;

	/**
	 * Grows at each change of state, so that a result tells which state it belongs to.
	 */
	final int epoch;

	/** The epoch in which the model last became active. */
	final int activation;

	/** What had been counted when the model last became active. */
	final Totals baseline;

	private HealthSnapshot(Holds holds, @Nullable Trial trial, int epoch, int activation, Totals baseline) {
		this.holds = holds;
		this.trial = trial;
		this.epoch = epoch;
		this.activation = activation;
		this.baseline = baseline;
	}

	static HealthSnapshot active() {
		return new HealthSnapshot(Holds.NONE, null, 0, 0, Totals.NONE);
	}

	/**
	 * What may be done with the model.
	 * @param now nanoseconds of the ticker
	 * @return the state at that time
	 */
	public ModelState state(long now) {
		if (usableFrom() > now) {
			return ModelState.STANDBY;
		}
		return (this.trial != null) ? ModelState.TRIAL : ModelState.ACTIVE;
	}

	/**
	 * The reasons that are live.
	 * @param now nanoseconds of the ticker
	 * @return the reasons at that time, in the order in which they came
	 */
	public List<Standby> standbys(long now) {
		return this.holds.standbys(now);
	}

	/**
	 * When no reason is live any more.
	 * @return nanoseconds of the ticker, {@link Long#MAX_VALUE} for never by itself
	 */
	public long usableFrom() {
		return this.holds.until;
	}

	/**
	 * Why the model has to prove itself once no reason is live.
	 * @return the reason, {@code null} when it has not to
	 */
	public @Nullable StandbyReason trialReason() {
		return (this.trial != null) ? this.trial.reason() : null;
	}

	/** Whether nothing at all is noted against the model, be it live or past. */
	boolean clear() {
		return this.holds.until == 0 && this.trial == null;
	}

	/** As said after every lift and note that is known. */
	Hold later(Hold hold) {
		return hold.after(this.holds.said(hold.standby().reason()));
	}

	HealthSnapshot with(Hold hold) {
		return with(hold, this.holds.with(hold));
	}

	/** With a reason whose end stands whatever was said of it before. */
	HealthSnapshot withEnd(Hold hold) {
		return with(hold, this.holds.withEnd(hold));
	}

	private HealthSnapshot with(Hold hold, Holds next) {
		boolean added = !this.holds.has(hold.standby().reason());
		return (next != this.holds) ? new HealthSnapshot(next, this.trial, added ? this.epoch + 1 : this.epoch,
				this.activation, this.baseline) : this;
	}

	HealthSnapshot failing(Hold hold, long cooldown) {
		return new HealthSnapshot(this.holds.with(hold), Trial.after(hold, cooldown), this.epoch + 1, this.activation,
				this.baseline);
	}

	HealthSnapshot with(Trial next) {
		return new HealthSnapshot(this.holds, next, this.epoch, this.activation, this.baseline);
	}

	/** Without the trial. */
	HealthSnapshot closed(CallStatistics statistics) {
		return (this.trial != null) ? next(this.holds, null, statistics) : this;
	}

	/** With the place given back that the lease may have in the trial. */
	HealthSnapshot without(Lease lease) {
		return (this.trial != null && lease.grade() == Grade.TRIAL) ? with(this.trial.without(lease)) : this;
	}

	HealthSnapshot lift(Set<StandbyReason> reasons, long version, CallStatistics statistics) {
		return lifted(this.holds.lift(reasons, version), this.trial, statistics);
	}

	/**
	 * Without what was said of a reason up to a version, nor a trial for it if nothing of
	 * it is left and the trial follows nothing that was said later.
	 */
	HealthSnapshot adoptLift(StandbyReason reason, long version, CallStatistics statistics) {
		Holds left = this.holds.lift(reason, version);
		boolean gone = left != this.holds && !left.has(reason);
		boolean closes = gone && this.trial != null && this.trial.reason() == reason && this.trial.version() <= version;
		return lifted(left, closes ? null : this.trial, statistics);
	}

	/** Without the reasons that are over. */
	HealthSnapshot at(long now, CallStatistics statistics) {
		Holds live = this.holds.live(now);
		return (live != this.holds) ? next(live, this.trial, statistics) : this;
	}

	private HealthSnapshot lifted(Holds left, @Nullable Trial proof, CallStatistics statistics) {
		if (proof != this.trial || !left.stand(this.holds)) {
			return next(left, proof, statistics);
		}
		return (left != this.holds) ? new HealthSnapshot(left, proof, this.epoch, this.activation, this.baseline)
				: this;
	}

	private HealthSnapshot next(Holds left, @Nullable Trial proof, CallStatistics statistics) {
		int next = this.epoch + 1;
		return (left.isEmpty() && proof == null)
				? new HealthSnapshot(left, null, next, next, statistics.decidingTotal())
				: new HealthSnapshot(left, proof, next, this.activation, this.baseline);
	}

}
