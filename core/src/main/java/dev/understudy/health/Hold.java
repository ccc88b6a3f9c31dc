package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * One live reason against a model: as it is shown, its end on the clock that decides, and
 * its place among what was said.
 *
 * @param standby what is shown
 * @param until nanoseconds of the ticker; {@link #ENDLESS} for no end
 * @param version as in {@link StandbyNotice}
 */
record Hold(Standby standby, long until, long version) {

	static final long ENDLESS = Long.MAX_VALUE;

	static Hold of(StandbyReason reason, Ticker ticker, long now, @Nullable Duration length, @Nullable String note) {
		Instant since = ticker.instant();
		if (length == null || length.compareTo(Duration.ofNanos(ENDLESS - now)) >= 0) {
			return new Hold(new Standby(reason, since, null, note), ENDLESS, version(since));
		}
		return new Hold(new Standby(reason, since, since.plus(length), note), now + length.toNanos(), version(since));
	}

	/**
	 * What another instance said, or this one before a restart: it ends when the wall
	 * shows its end, and however far the wall's clock was set back, after no more than
	 * its own length. From then on only the monotonic clock counts. Empty when it is
	 * over.
	 */
	static Optional<Hold> adopted(Standby standby, long version, Ticker ticker, long now) {
		if (standby.until() == null) {
			return Optional.of(new Hold(standby, ENDLESS, version));
		}
		Duration whole = Duration.between(standby.since(), standby.until());
		Duration left = Duration.between(ticker.instant(), standby.until());
		Duration rest = (left.compareTo(whole) < 0) ? left : whole;
		if (rest.isZero() || rest.isNegative()) {
			return Optional.empty();
		}
		boolean endless = rest.compareTo(Duration.ofNanos(ENDLESS - now)) >= 0;
		return Optional.of(new Hold(standby, endless ? ENDLESS : now + rest.toNanos(), version));
	}

	static long version(Instant said) {
		return Math.max(0, said.toEpochMilli());
	}

	/** With an end that is known by the time on the wall. */
	static Hold until(StandbyReason reason, Instant since, Instant until, Instant wall, long now) {
		Duration length = Duration.between(wall, until);
		boolean bounded = length.compareTo(Duration.ofNanos(ENDLESS - now)) < 0;
		return new Hold(new Standby(reason, since, until, null), bounded ? now + length.toNanos() : ENDLESS,
				version(wall));
	}

	/**
	 * This standby with the end of another one for the same reason, and with its note if
	 * it has one.
	 */
	Hold endingWith(Hold other) {
		Standby moved = new Standby(this.standby.reason(), this.standby.since(), other.standby.until(), note(other));
		return new Hold(moved, other.until, this.version);
	}

	/** This standby with the note of another one for the same reason, if it has one. */
	Hold notedAs(Hold other) {
		Standby noted = new Standby(this.standby.reason(), this.standby.since(), this.standby.until(), note(other));
		return new Hold(noted, this.until, this.version);
	}

	boolean live(long now) {
		return this.until > now;
	}

	boolean isFor(StandbyReason reason) {
		return this.standby.reason() == reason;
	}

	/** With a version that no lift up to the given one ends. */
	Hold after(long lift) {
		return (this.version > lift) ? this : new Hold(this.standby, this.until, lift + 1);
	}

	/** As the one to which it gives a later end. */
	Hold since(Hold other) {
		Instant first = other.standby.since();
		Instant since = first.isBefore(this.standby.since()) ? first : this.standby.since();
		Standby longer = new Standby(this.standby.reason(), since, this.standby.until(), this.standby.note());
		return new Hold(longer, this.until, this.version);
	}

	/** Whether it makes another one for the same reason superfluous. */
	boolean outdoes(Hold other) {
		return this.version >= other.version && this.until >= other.until;
	}

	private @Nullable String note(Hold other) {
		return (other.standby.note() != null) ? other.standby.note() : this.standby.note();
	}

}
