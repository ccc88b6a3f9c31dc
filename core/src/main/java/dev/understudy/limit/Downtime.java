package dev.understudy.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

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

	private static final long FIRST = TimeUnit.SECONDS.toNanos(1);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

	private final String store;

	private final WhenStoreIsDown consequence;

	private final Ticker ticker;

	private final AtomicReference<@Nullable Spell> spell = new AtomicReference<>();

	Downtime(LimitStore store, WhenStoreIsDown consequence, Ticker ticker) {
		this.store = store.getClass().getName();
		this.consequence = consequence;
		this.ticker = ticker;
	}

	/** Whether the store is to be asked, by this caller and now. */
	boolean mayAsk() {
		Spell seen = this.spell.get();
		if (seen == null) {
			return true;
		}
		long now = this.ticker.nanos();
		return seen.isOver(now) && this.spell.compareAndSet(seen, seen.longer(now));
	}

	/** The spell that lasts, to be ended by whoever asks now; {@code null} for none. */
	@Nullable Spell spell() {
		return this.spell.get();
	}

	/** Whether the store was down when it was asked last. */
	boolean lasts() {
		return this.spell.get() != null;
	}

	/** Whether nobody is to ask the store now. */
	boolean rests() {
		Spell seen = this.spell.get();
		return seen != null && !seen.isOver(this.ticker.nanos());
	}

	/** Whether the store is to be told of what is added, be it down or not. */
	boolean takesAdditions() {
		Spell seen = this.spell.get();
		return seen == null || !seen.deaf;
	}

	/** The store threw, or does not answer. */
	void failed(Throwable thrown) {
		if (this.spell.get() == null
				&& this.spell.compareAndSet(null, new Spell(this.ticker.nanos() + FIRST, FIRST, false))) {
			logger.warn("Limit store '{}' threw {}: {} until it is back", this.store, thrown.getClass().getName(),
					(this.consequence == WhenStoreIsDown.REFUSE) ? "models with limits are not used"
							: "what it does not count is counted in this process alone");
		}
	}

	/** The store threw when something was added, which it is spared while it is down. */
	void failedToAdd(Throwable thrown) {
		failed(thrown);
		Spell seen = this.spell.get();
		if (seen != null) {
			seen.deaf = true;
		}
	}

	/** The store does not answer in time, and its late answers end nothing. */
	void overdue() {
		failed(new TimeoutException("No answer"));
		this.spell.updateAndGet((seen) -> (seen != null) ? new Spell(seen.end, seen.pause, seen.deaf) : null);
	}

	/** The store has answered somebody who asked in a spell, which then is over. */
	void ended(Spell during) {
		if (this.spell.compareAndSet(during, null)) {
			logger.info("Limit store '{}' is back", this.store);
		}
	}

	/**
	 * One stretch, each another object, in which the store is left alone.
	 */
	static final class Spell {

		/** In nanoseconds of the ticker. */
		private final long end;

		private final long pause;

		/** Whether the store took not even what was added. */
		private volatile boolean deaf;

		private Spell(long end, long pause, boolean deaf) {
			this.end = end;
			this.pause = pause;
			this.deaf = deaf;
		}

		private Spell longer(long now) {
			long next = Math.min(2 * this.pause, LONGEST);
			return new Spell(now + next, next, this.deaf);
		}

		private boolean isOver(long now) {
			return now >= this.end;
		}

	}

}
