package dev.understudy.woven;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.CurrentModel;

/**
 * What the models of a test do, for methods of any class, static ones too.
 */
final class Troupe {

	private static final Set<String> FAILING = ConcurrentHashMap.newKeySet();

	private static final List<String> CALLED = new CopyOnWriteArrayList<>();

	private Troupe() {
	}

	static void reset() {
		FAILING.clear();
		CALLED.clear();
		Noting.NOTES.clear();
	}

	static void fail(String... models) {
		FAILING.addAll(List.of(models));
	}

	static List<String> called() {
		return CALLED;
	}

	static String answer(String text) {
		return answer(CurrentModel.find().map((current) -> current.id()).orElse("nobody"), text);
	}

	static String answer(String model, String text) {
		CALLED.add(model);
		if (FAILING.contains(model)) {
			throw new IllegalStateException("down");
		}
		return model + ": " + text;
	}

}
