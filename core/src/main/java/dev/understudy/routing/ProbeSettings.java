package dev.understudy.routing;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one model is probed.
 *
 * @param enabled whether it is probed without anybody asking, which costs money
 * @param interval distance between two such probes
 * @param timeout bound of one probe, {@code null} for that of the engine
 * @param scope in which states it is probed without anybody asking
 */
public record ProbeSettings(boolean enabled, Duration interval, @Nullable Duration timeout, Scope scope) {

	/** Off; else every minute while the model may not be used as usual. */
	public static final ProbeSettings DEFAULT = new ProbeSettings(false, Duration.ofSeconds(60), null, Scope.STANDBY);

	/** The bound of a probe of which nobody says more. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	public ProbeSettings {
		Check.positive("Interval of probes", interval);
		if (timeout != null) {
			Check.positive("Timeout of a probe", timeout);
		}
	}

	/**
	 * In which states a model is probed.
	 */
	public enum Scope {

		/** On standby or in trial. */
		STANDBY,

		/** In every state. */
		ALL

	}

}
