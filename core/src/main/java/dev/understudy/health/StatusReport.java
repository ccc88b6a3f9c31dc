package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is known of one model at one moment.
 */
final class StatusReport {

	private static final double MEDIAN = 0.5;

	private static final double NEARLY_ALL = 0.95;

	private final Ticker ticker;

	private final long now;

	StatusReport(Ticker ticker) {
		this.ticker = ticker;
		this.now = ticker.nanos();
	}

	ModelStatus of(Model model, ModelHealth health, Consumption used, @Nullable Instant lastProbe) {
		HealthSnapshot snapshot = health.snapshot();
		CallStatistics statistics = health.statistics();
		Totals window = statistics.window(this.now);
		long[] latencies = statistics.recentLatencies();
		List<Duration> recent = Arrays.stream(latencies).mapToObj(Duration::ofNanos).toList();
		Arrays.sort(latencies);
		return new ModelStatus(model.id(), model.provider(), model.name(), snapshot.state(this.now),
				snapshot.standbys(this.now), cooldown(snapshot), statistics.consecutiveFailures(), window.calls(),
				window.successRate(), 1 - window.successRate(), Duration.ofNanos(window.latencyMean()),
				percentile(latencies, MEDIAN), percentile(latencies, NEARLY_ALL), health.score(this.now),
				used.requests(), used.tokens(), used.cost(), instant(statistics.lastLeased()),
				instant(statistics.lastFailed()), lastProbe, recent);
	}

	private @Nullable Duration cooldown(HealthSnapshot snapshot) {
		if (snapshot.state(this.now) != ModelState.STANDBY) {
			return Duration.ZERO;
		}
		return (snapshot.usableFrom() != Hold.ENDLESS) ? Duration.ofNanos(snapshot.usableFrom() - this.now) : null;
	}

	private static Duration percentile(long[] sorted, double share) {
		return Duration.ofNanos(RecentLatencies.percentile(sorted, share));
	}

	/** The time of a counter that holds nanoseconds plus one, or 0 for never. */
	private @Nullable Instant instant(long noted) {
		return (noted != 0) ? this.ticker.instant().minusNanos(this.now - (noted - 1)) : null;
	}

}
