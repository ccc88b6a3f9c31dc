package dev.understudy.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a limit store works, and when it is asked again if not: after a second, then
 * after twice as long each time, up to five seconds, and by one caller at a time. One
 * line in the log when it goes down, and one when it is back. Names types, never a
 * message.
 */
final class Downtime {

	private static final Logger logger = LoggerFactory.getLogger(LimitStore.class);

	private static final AtomicReferenceFieldUpdater<Downtime, Stretch> STRETCH = AtomicReferenceFieldUpdater
		.newUpdater(Downtime.class, Stretch.class, "stretch");

	private static final long FIRST = TimeUnit.SECONDS.toNanos(1);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

	private final String store;

	private final WhenStoreIsDown consequence;

	private final Ticker ticker;

	private volatile Stretch stretch = Stretch.up();

	Downtime(LimitStore store, WhenStoreIsDown consequence, Ticker ticker) {
		this.store = store.getClass().getName();
		this.consequence = consequence;
		this.ticker = ticker;
	}

	/**
	 * Whether the store is to be asked, by this caller and now.
	 * @return the stretch in which it is asked, of which the answer is to be told, or
	 * {@code null} when it is left alone
	 */
	@Nullable Stretch ask() {
		Stretch seen = this.stretch;
		if (!seen.down) {
			return seen;
		}
		long now = this.ticker.nanos();
		if (!seen.isOver(now)) {
			return null;
		}
		Stretch next = seen.longer(now);
		return STRETCH.compareAndSet(this, seen, next) ? next : null;
	}

	/** The stretch that lasts. */
	Stretch stretch() {
		return this.stretch;
	}

	/** Whether the store was down when it was asked last. */
	boolean lasts() {
		return this.stretch.down;
	}

	/** Whether nobody is to ask the store now. */
	boolean rests() {
		Stretch seen = this.stretch;
		return seen.down && !seen.isOver(this.ticker.nanos());
	}

	/** When to look whether the store takes what it is owed, in nanoseconds from now. */
	long untilNextLook() {
		Stretch seen = this.stretch;
		long left = seen.down ? seen.end - this.ticker.nanos() : 0;
		return (left > 0) ? left : LONGEST;
	}

	/** Whether the store is to be told of what is added, be it down or not. */
	boolean takesAdditions() {
		return !this.stretch.deaf;
	}

	/** The store took what it was owed. */
	void tookAdditions() {
		this.stretch.deaf = false;
	}

	/**
	 * The store threw, or does not answer, which says nothing any more when it went or
	 * came back since it was asked.
	 * @param asked the stretch in which it was asked
	 */
	void failed(Stretch asked, Throwable thrown) {
		if (!asked.down && STRETCH.compareAndSet(this, asked, Stretch.down(this.ticker.nanos()))) {
			logger.warn("Limit store '{}' threw {}: {} until it is back", this.store, thrown.getClass().getName(),
					(this.consequence == WhenStoreIsDown.REFUSE) ? "models with limits are not used"
							: "what it does not count is counted in this process alone");
		}
	}

	/** The store threw when something was added, which it is spared while it is down. */
	void failedToAdd(Stretch asked, Throwable thrown) {
		failed(asked, thrown);
		Stretch seen = this.stretch;
		if (seen.down) {
			seen.deaf = true;
		}
	}

	/** The store does not answer in time, and its late answers end nothing. */
	void overdue(Stretch asked) {
		failed(asked, new TimeoutException("No answer"));
		if (asked.down) {
			STRETCH.compareAndSet(this, asked, asked.copy());
		}
	}

	/** The store has answered somebody who asked in a spell, which then is over. */
	void ended(Stretch asked) {
		if (asked.down && STRETCH.compareAndSet(this, asked, Stretch.up())) {
			logger.info("Limit store '{}' is back", this.store);
		}
	}

	/**
	 * One stretch, each another object, in which the store works or is left alone.
	 */
	static final class Stretch {

		private final boolean down;

		/** In nanoseconds of the ticker. */
		private final long end;

		private final long pause;

		/** Whether the store took not even what was added. */
		private volatile boolean deaf;

		private Stretch(boolean down, long end, long pause, boolean deaf) {
			this.down = down;
			this.end = end;
			this.pause = pause;
			this.deaf = deaf;
		}

		/** Whether the store was down when it was asked before. */
		boolean isDown() {
			return this.down;
		}

		private static Stretch up() {
			return new Stretch(false, 0, 0, false);
		}

		private static Stretch down(long now) {
			return new Stretch(true, now + FIRST, FIRST, false);
		}

		private Stretch longer(long now) {
			long next = Math.min(2 * this.pause, LONGEST);
			return new Stretch(true, now + next, next, this.deaf);
		}

		private Stretch copy() {
			return new Stretch(this.down, this.end, this.pause, this.deaf);
		}

		private boolean isOver(long now) {
			return now >= this.end;
		}

	}

}
