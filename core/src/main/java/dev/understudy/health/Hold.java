package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * One live reason against a model: as it is shown, and its end on the clock that decides.
 *
 * @param standby what is shown
 * @param until nanoseconds of the ticker; {@link #ENDLESS} for no end
 */
record Hold(Standby standby, long until) {

	static final long ENDLESS = Long.MAX_VALUE;

	static Hold of(StandbyReason reason, Ticker ticker, long now, @Nullable Duration length, @Nullable String note) {
		Instant since = ticker.instant();
		if (length == null || length.compareTo(Duration.ofNanos(ENDLESS - now)) >= 0) {
			return new Hold(new Standby(reason, since, null, note), ENDLESS);
		}
		return new Hold(new Standby(reason, since, since.plus(length), note), now + length.toNanos());
	}

	/** With an end that is known by the time on the wall. */
	static Hold until(StandbyReason reason, Instant since, Instant until, Instant wall, long now) {
		Duration length = Duration.between(wall, until);
		boolean bounded = length.compareTo(Duration.ofNanos(ENDLESS - now)) < 0;
		return new Hold(new Standby(reason, since, until, null), bounded ? now + length.toNanos() : ENDLESS);
	}

	/**
	 * This standby with the end of another one for the same reason, and with its note if
	 * it has one.
	 */
	Hold endingWith(Hold other) {
		return new Hold(new Standby(this.standby.reason(), this.standby.since(), other.standby.until(), note(other)),
				other.until);
	}

	/** This standby with the note of another one for the same reason, if it has one. */
	Hold notedAs(Hold other) {
		return new Hold(new Standby(this.standby.reason(), this.standby.since(), this.standby.until(), note(other)),
				this.until);
	}

	boolean live(long now) {
		return this.until > now;
	}

	private @Nullable String note(Hold other) {
		return (other.standby.note() != null) ? other.standby.note() : this.standby.note();
	}

}
