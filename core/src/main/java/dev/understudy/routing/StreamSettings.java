package dev.understudy.routing;

import java.time.Duration;

/**
 * How a chain treats answers that come piece by piece.
 *
 * @param firstToken how long the first content may take, zero for any time
 * @param idle how long the next content may take, zero for any time
 * @param commit from when on no other model can take over
 */
public record StreamSettings(Duration firstToken, Duration idle, Commit commit) {

	/** Ten seconds, fifteen seconds, the first token. */
	public static final StreamSettings DEFAULT = new StreamSettings(Duration.ofSeconds(10), Duration.ofSeconds(15),
			Commit.FIRST_TOKEN);

	public StreamSettings {
		Check.notNegative("stream.first-token-timeout", firstToken);
		Check.notNegative("stream.idle-timeout", idle);
	}

	/**
	 * From when on a stream belongs to its model.
	 */
	public enum Commit {

		/** From its first content on, which reaches the caller at once. */
		FIRST_TOKEN,

		/** From its end on: the caller gets nothing before the answer is whole. */
		COMPLETE

	}

}
