package dev.understudy.sample.simulator.http;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * All that happens on a connection after its request: cues, and then its end.
 *
 * @param cues what is sent, in this order
 * @param hold how long the connection stays open after the last of them, if the client
 * wants
 * @param lasts whether it is worth waiting for the first of them, or for the end of the
 * silence
 */
public record Script(List<Cue> cues, Duration hold, BooleanSupplier lasts) {

	public Script {
		cues = List.copyOf(cues);
	}

	/**
	 * A script that is played to its end.
	 * @param cues what is sent, in this order
	 * @param hold how long the connection stays open after the last of them
	 */
	public Script(List<Cue> cues, Duration hold) {
		this(cues, hold, () -> true);
	}

	/**
	 * A script that ends with its last cue.
	 * @param cues what is sent
	 * @return the script
	 */
	public static Script of(Cue... cues) {
		return new Script(List.of(cues), Duration.ZERO);
	}

	/**
	 * A script of nothing.
	 * @param hold for how long
	 * @return the script
	 */
	public static Script silence(Duration hold) {
		return new Script(List.of(), hold);
	}

	/**
	 * The same, which ends unsaid when something is so no longer.
	 * @param so whether it is
	 * @return the script
	 */
	public Script whileSo(BooleanSupplier so) {
		return new Script(this.cues, this.hold, so);
	}

}
