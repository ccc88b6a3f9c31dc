package dev.understudy.health;

import java.time.Duration;

import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;

/**
 * A probe of a model while it runs. Takes one outcome, once; whoever runs the probe sees
 * to that.
 * <p>
 * An outcome counts in the model's score and, with a place in a trial, in the trial. It
 * never counts as a call: not in the window that the rules look at, nor among failures in
 * a row, nor as a request.
 */
public final class Checkup {

	private final ModelHealth health;

	private final Lease lease;

	Checkup(ModelHealth health, Lease lease) {
		this.health = health;
		this.lease = lease;
	}

	/**
	 * When the probe began.
	 * @return nanoseconds of the ticker
	 */
	public long since() {
		return this.lease.since();
	}

	/**
	 * The model answered. Lifts what a failed probe found, and nothing else.
	 * @param now when
	 */
	public void answered(long now) {
		this.health.probeAnswered(this.lease, now);
	}

	/**
	 * The model's provider refused in a way that only one that can be reached does. Lifts
	 * what a failed probe found, and says nothing else about the model.
	 * @param now when
	 */
	public void refused(long now) {
		this.health.probeRefused(this.lease, now);
	}

	/**
	 * The model failed. Stands it down for at least its first cooldown, unless it has
	 * become active since the probe began.
	 * @param failure how
	 * @param verdict what that says about the model
	 * @param hold how long it must stand down at least, so that it does not come back
	 * before the next probe has ended
	 * @param now when
	 */
	public void failed(Failure failure, ModelVerdict verdict, Duration hold, long now) {
		this.health.probeFailed(this.lease, failure, verdict, hold, now);
	}

	/**
	 * The probe ended in a way that says nothing.
	 * @param now when
	 */
	public void dropped(long now) {
		this.health.probeDropped(this.lease, now);
	}

}
