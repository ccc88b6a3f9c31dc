package dev.understudy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One reason for which a model is out.
 *
 * @param reason the reason
 * @param since when it began
 * @param until when it ends, {@code null} when only somebody's hand ends it
 * @param note what the one who caused it wanted to be known, {@code null} for nothing
 */
public record Standby(StandbyReason reason, Instant since, @Nullable Instant until, @Nullable String note) {

	public Standby {
		if (until != null && until.isBefore(since)) {
			throw new IllegalArgumentException(
					"Standby for " + reason + " until '" + until + "' ends before it begins at '" + since + "'");
		}
	}

}
