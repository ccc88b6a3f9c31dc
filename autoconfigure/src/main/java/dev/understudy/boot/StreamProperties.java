package dev.understudy.boot;

import java.time.Duration;

import dev.understudy.routing.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * How answers that come piece by piece are treated.
 *
 * @param firstTokenTimeout how long the first content may take, 0 for any time
 * @param idleTimeout how long the next content may take, 0 for any time
 * @param commit from when on no other model can take over
 */
public record StreamProperties(@Nullable Duration firstTokenTimeout, @Nullable Duration idleTimeout,
		StreamSettings.@Nullable Commit commit) {

}
