package dev.understudy.sample.simulator.dialect;

import java.time.Instant;
import java.util.List;

/**
 * What a model says.
 *
 * @param id tells it from other answers
 * @param at when it is given
 * @param pieces the text, as a stream is to bring it: each is a token
 * @param complete whether it is all that the model wanted to say
 * @param inputTokens the tokens of the prompt
 */
public record Answer(String id, Instant at, List<String> pieces, boolean complete, int inputTokens) {

	public Answer {
		pieces = List.copyOf(pieces);
	}

	/**
	 * The whole text.
	 * @return the text
	 */
	public String text() {
		return String.join("", this.pieces);
	}

	/**
	 * How long it is.
	 * @return the tokens of the answer
	 */
	public int outputTokens() {
		return this.pieces.size();
	}

}
