package dev.understudy.routing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the answers to the latest used questions.
 */
final class InMemoryLastGoodAnswers implements LastGoodAnswers {

	private static final float LOAD = 0.75f;

	private final Map<String, Kept> answers;

	InMemoryLastGoodAnswers(int most) {
		Check.atLeastOne("Number of last good answers", most);
		this.answers = new LinkedHashMap<>(16, LOAD, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
				return size() > most;
			}

		};
	}

	@Override
	public synchronized void keep(String key, Kept answer) {
		this.answers.put(key, answer);
	}

	@Override
	public synchronized Optional<Kept> find(String key) {
		return Optional.ofNullable(this.answers.get(key));
	}

}
