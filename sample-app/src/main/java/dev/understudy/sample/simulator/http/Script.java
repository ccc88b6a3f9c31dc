package dev.understudy.sample.simulator.http;

import java.time.Duration;
import java.util.List;

/**
 * All that happens on a connection after its request: cues, and then its end.
 *
 * @param cues what is sent, in this order
 * @param hold how long the connection stays open after the last of them, if the client
 * wants
 */
public record Script(List<Cue> cues, Duration hold) {

	public Script {
		cues = List.copyOf(cues);
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

}
