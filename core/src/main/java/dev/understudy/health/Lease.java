package dev.understudy.health;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;
import org.jspecify.annotations.Nullable;

/**
 * The right to make one attempt. Given back exactly once, with one of three outcomes; a
 * second time does nothing.
 */
public final class Lease {

	private static final AtomicIntegerFieldUpdater<Lease> RETURNED = AtomicIntegerFieldUpdater.newUpdater(Lease.class,
			"returned");

	private final ModelHealth health;

	private final Grade grade;

	/** The state in which it was given out: only in that state may it decide. */
	private final int epoch;

	private final long since;

	private volatile int returned;

	Lease(ModelHealth health, Grade grade, int epoch, long since) {
		this.health = health;
		this.grade = grade;
		this.epoch = epoch;
		this.since = since;
	}

	/**
	 * The model answered.
	 * @param now when
	 * @return {@code false} when it had been given back before
	 */
	public boolean succeeded(long now) {
		return succeeded(now, null, false);
	}

	/**
	 * The model answered.
	 * @param now when
	 * @param answers who counts that, too; {@code null} for nobody
	 * @param first whether the model was the first choice
	 * @return {@code false} when it had been given back before
	 */
	public boolean succeeded(long now, @Nullable Answers answers, boolean first) {
		boolean here = giveBack();
		if (here) {
			this.health.succeeded(this, now, answers, first);
		}
		return here;
	}

	/**
	 * The model answered, for the one thread that ever had the lease.
	 * @param now when
	 * @param answers who counts that, too
	 * @param first whether the model was the first choice
	 */
	public void succeededHere(long now, Answers answers, boolean first) {
		if (this.returned == 0) {
			RETURNED.lazySet(this, 1);
			this.health.succeeded(this, now, answers, first);
		}
	}

	/**
	 * The model failed.
	 * @param failure how
	 * @param verdict what that says about the model
	 * @param now when
	 * @return {@code false} when it had been given back before
	 */
	public boolean failed(Failure failure, ModelVerdict verdict, long now) {
		boolean first = giveBack();
		if (first) {
			this.health.failed(this, failure, verdict, now);
		}
		return first;
	}

	/**
	 * The attempt ended in a way that says nothing about the model.
	 * @return {@code false} when it had been given back before
	 */
	public boolean ignored() {
		boolean first = giveBack();
		if (first) {
			this.health.ignored(this);
		}
		return first;
	}

	/**
	 * When the attempt began.
	 * @return nanoseconds of the ticker
	 */
	public long since() {
		return this.since;
	}

	Grade grade() {
		return this.grade;
	}

	int epoch() {
		return this.epoch;
	}

	/** Whether its result may decide: late ones, and those of another state, may not. */
	boolean decides(HealthSnapshot state, long now) {
		return switch (this.grade) {
			case ORDINARY -> this.epoch == state.epoch;
			case TRIAL -> state.trial != null && state.trial.holds(this, now);
			case FORCED -> false;
		};
	}

	private boolean giveBack() {
		return RETURNED.compareAndSet(this, 0, 1);
	}

	/**
	 * What a lease was given out for.
	 */
	enum Grade {

		/** An ordinary attempt of an active model. */
		ORDINARY,

		/** An attempt that finds out whether a failing model has recovered. */
		TRIAL,

		/** An attempt in spite of a standby, which decides nothing. */
		FORCED

	}

}
