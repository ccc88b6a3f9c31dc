package dev.understudy.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What belongs to one test: what its models do, what they were asked, and what was wrong
 * with that. What is left of a test that is over has its own scene and changes nothing in
 * another one. Thread-safe.
 *
 * @param era the clock's, as long as the test lasts
 * @param parts the models that have a script
 * @param asked what was asked, in its order
 * @param mistakes what is wrong with the scripts
 */
record Scene(long era, Map<String, Part> parts, List<Asked> asked, List<AssertionError> mistakes) {

	/** The scene of a test that begins. */
	static Scene of(long era) {
		return new Scene(era, new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
	}

	/** Keeps a mistake, for whoever catches the error may swallow it. */
	AssertionError mistake(String message) {
		AssertionError error = new AssertionError(message);
		this.mistakes.add(error);
		return error;
	}

	/**
	 * A script, and how far it has come.
	 *
	 * @param script the script
	 * @param asked how often its model was asked
	 */
	record Part(Script script, AtomicInteger asked) {

		Part(Script script) {
			this(script, new AtomicInteger());
		}

		Step next() {
			return this.script.step(this.asked.getAndUpdate((before) -> Math.max(before, before + 1)));
		}

	}

}
