package dev.understudy.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.CurrentModel;

/**
 * Models that answer with their id and the question, unless they are told to fail.
 * Thread-safe.
 */
final class Cast {

	private final Map<String, Exception> failing = new ConcurrentHashMap<>();

	private final List<String> called = new CopyOnWriteArrayList<>();

	/** Lets models fail with an exception that means nothing in particular. */
	Cast fail(String... models) {
		return failWith(new IllegalStateException("down"), models);
	}

	Cast failWith(Exception thrown, String... models) {
		for (String model : models) {
			this.failing.put(model, thrown);
		}
		return this;
	}

	void recover() {
		this.failing.clear();
	}

	/** What the current model answers. */
	String answer(Object question) {
		try {
			return answerOrThrow(question);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new AssertionError("Use answerOrThrow for checked exceptions", ex);
		}
	}

	String answerOrThrow(Object question) throws Exception {
		String model = CurrentModel.require().id();
		this.called.add(model);
		Exception thrown = this.failing.get(model);
		if (thrown != null) {
			throw thrown;
		}
		return model + ": " + question;
	}

	/** The models that were called, in their order. */
	List<String> called() {
		return List.copyOf(this.called);
	}

}
