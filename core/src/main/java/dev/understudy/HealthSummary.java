package dev.understudy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Totals over all models.
 *
 * @param total configured models
 * @param active models that may be used
 * @param trial models that have to prove themselves
 * @param standby models that must not be used
 * @param lastCheck when the last probe ended, {@code null} when there was none
 */
public record HealthSummary(int total, int active, int trial, int standby, @Nullable Instant lastCheck) {

	/**
	 * The share of models that may be used, 0 to 1.
	 * @return the share, 1 without models
	 */
	public double healthyShare() {
		return (this.total != 0) ? (double) this.active / this.total : 1;
	}

}
