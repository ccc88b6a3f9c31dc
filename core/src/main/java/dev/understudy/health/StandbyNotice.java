package dev.understudy.health;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * What one instance says to the others, and to itself after a restart, of one reason
 * against a model: that it stands, or that it is lifted.
 * <p>
 * Notices may come late, twice and in any order; what holds follows from all of them by
 * two rules. A lift ends every standby of its model and reason whose version is not
 * higher than its own, and none that is higher. Of the standbys that no lift ended, the
 * one that ends last stands, so that a shorter one never takes the place of a longer one.
 * <p>
 * A version is the time on the wall in milliseconds, raised above what its instance knew:
 * a lift is never lower than the standbys it was to end, a standby always higher than the
 * lifts it came after. So clocks that differ put nothing in the wrong order that one
 * instance saw in the right one. The version orders; it is not shown and ends nothing.
 *
 * @param modelId the model
 * @param reason one of {@link #REASONS}
 * @param version when it was said, zero or more, at the latest in the year 9999
 * @param standby what stands, {@code null} for a lift
 */
public record StandbyNotice(String modelId, StandbyReason reason, long version, @Nullable Standby standby) {

	/**
	 * The reasons that are told. Those left out follow from counters and from the
	 * configuration, which each instance has for itself.
	 */
	public static final Set<StandbyReason> REASONS = told();

	static final long LAST_VERSION = 253402300799999L;

	public StandbyNotice {
		if (!REASONS.contains(reason)) {
			throw new IllegalArgumentException(
					"Reason '" + reason + "' of model '" + modelId + "' is not told to others");
		}
		if (version < 0 || version > LAST_VERSION) {
			throw Check.refuse("version of model '" + modelId + "'", version, "must be between 0 and " + LAST_VERSION);
		}
		if (standby != null && standby.reason() != reason) {
			throw new IllegalArgumentException("Standby for " + standby.reason() + " is told as one for " + reason);
		}
	}

	/**
	 * Says that a reason stands.
	 * @param modelId the model
	 * @param version when it was said
	 * @param standby the reason with its end
	 * @return the notice
	 */
	public static StandbyNotice stands(String modelId, long version, Standby standby) {
		return new StandbyNotice(modelId, standby.reason(), version, standby);
	}

	/**
	 * Says that a reason is lifted.
	 * @param modelId the model
	 * @param version when it was said
	 * @param reason the reason
	 * @return the notice
	 */
	public static StandbyNotice lifted(String modelId, long version, StandbyReason reason) {
		return new StandbyNotice(modelId, reason, version, null);
	}

	private static Set<StandbyReason> told() {
		Set<StandbyReason> reasons = EnumSet.complementOf(EnumSet.copyOf(StandbyReason.LIMITS));
		reasons.remove(StandbyReason.MAINTENANCE_WINDOW);
		return Collections.unmodifiableSet(reasons);
	}

}
