package dev.understudy.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * Remembers answers of models. An implementation is bounded, thread-safe and quick, and
 * may forget at any time.
 */
public interface LastGoodAnswers {

	/**
	 * Remembers an answer, in the place of an earlier one.
	 * @param key what makes two questions the same
	 * @param answer the answer
	 */
	void keep(String key, Kept answer);

	/**
	 * Finds the answer that was remembered.
	 * @param key what makes two questions the same
	 * @return the answer, or empty
	 */
	Optional<Kept> find(String key);

	/**
	 * Remembers in this process the answers to as many questions as given, the latest
	 * used ones.
	 * @param most the greatest number of answers, 1 or more
	 * @return a store without any library
	 */
	static LastGoodAnswers inMemory(int most) {
		return new InMemoryLastGoodAnswers(most);
	}

	/**
	 * An answer and its time.
	 *
	 * @param value the answer
	 * @param at when the model gave it
	 */
	record Kept(Object value, Instant at) {
	}

}
