package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * Short ways to write notices, in seconds since the virtual time began.
 */
public final class Said {

	/** The model of all notices. */
	public static final String MODEL = "gpt";

	private Said() {
	}

	public static StandbyNotice stands(StandbyReason reason, int from, @Nullable Integer until) {
		return StandbyNotice.stands(MODEL, version(from),
				new Standby(reason, at(from), (until != null) ? at(until) : null, null));
	}

	public static StandbyNotice lifted(StandbyReason reason, int when) {
		return StandbyNotice.lifted(MODEL, version(when), reason);
	}

	public static Instant at(int seconds) {
		return VirtualTicker.BEGINNING.plus(Duration.ofSeconds(seconds));
	}

	public static long version(int seconds) {
		return at(seconds).toEpochMilli();
	}

}
