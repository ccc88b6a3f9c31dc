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
 * after twice as long each time, up to half a minute, and by one caller at a time. One
 * line in the log when it goes down, and one when it is back. Names types, never a
 * message.
 */
final class Downtime {

	private static final Logger logger = LoggerFactory.getLogger(LimitStore.class);

	private static final long FIRST = TimeUnit.SECONDS.toNanos(1);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

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
		return seen.isOver(now) && this.spell.compareAndSet(seen, Spell.from(now, Math.min(2 * seen.pause, LONGEST)));
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

	/** The store threw, or does not answer. */
	void failed(Throwable thrown) {
		if (this.spell.get() == null && this.spell.compareAndSet(null, Spell.from(this.ticker.nanos(), FIRST))) {
			logger.warn("Limit store '{}' threw {}: {} until it is back", this.store, thrown.getClass().getName(),
					(this.consequence == WhenStoreIsDown.REFUSE) ? "models with limits are not used"
							: "what it does not count is counted in this process alone");
		}
	}

	/** The store does not answer in time, and its late answers end nothing. */
	void overdue() {
		failed(new TimeoutException("No answer"));
		this.spell.updateAndGet((seen) -> (seen != null) ? new Spell(seen.end, seen.pause) : null);
	}

	/** The store has answered somebody who asked in a spell, which then is over. */
	void ended(@Nullable Spell during) {
		if (during != null && this.spell.compareAndSet(during, null)) {
			logger.info("Limit store '{}' is back", this.store);
		}
	}

	/**
	 * One stretch, each another object, in which the store is left alone.
	 *
	 * @param end its end, in nanoseconds of the ticker
	 * @param pause its length
	 */
	record Spell(long end, long pause) {

		static Spell from(long now, long pause) {
			return new Spell(now + pause, pause);
		}

		boolean isOver(long now) {
			return now >= this.end;
		}

	}

}
