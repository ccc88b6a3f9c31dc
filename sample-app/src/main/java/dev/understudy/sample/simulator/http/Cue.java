package dev.understudy.sample.simulator.http;

import java.time.Duration;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Something that is sent, and when.
 *
 * @param after how long after the cue before it
 * @param bytes what is sent
 */
public record Cue(Duration after, byte[] bytes) {

	/**
	 * A cue for a text.
	 * @param after how long after the cue before it
	 * @param text what is sent
	 * @return the cue
	 */
	public static Cue of(Duration after, String text) {
		return new Cue(after, text.getBytes(UTF_8));
	}

	@Override
	public String toString() {
		return this.after + " " + new String(this.bytes, UTF_8);
	}

}
