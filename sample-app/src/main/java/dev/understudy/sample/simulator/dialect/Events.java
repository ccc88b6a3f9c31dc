package dev.understudy.sample.simulator.dialect;

import java.util.List;

/**
 * A stream, as it is written.
 *
 * @param opening what comes before the first word
 * @param words one event for each word
 * @param finishing what comes after the last word, up to the mark that closes the stream
 */
public record Events(String opening, List<String> words, String finishing) {

	public Events {
		words = List.copyOf(words);
	}

}
