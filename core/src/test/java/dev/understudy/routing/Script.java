package dev.understudy.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.failure.FailureKind;

/**
 * What each model does when it is called, one reaction a call; without any left it
 * answers with its id.
 */
final class Script implements ModelCall<String> {

	private final Map<String, Deque<Callable<String>>> reactions = new ConcurrentHashMap<>();

	private final Map<String, Callable<String>> habits = new ConcurrentHashMap<>();

	private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	@Override
	public String call(Model model) throws Exception {
		this.calls.add(model.id());
		Deque<Callable<String>> left = this.reactions.get(model.id());
		Callable<String> next = (left != null) ? left.poll() : null;
		Callable<String> reaction = (next != null) ? next
				: this.habits.getOrDefault(model.id(), () -> "from " + model.id());
		return reaction.call();
	}

	/** The next calls of a model fail so. */
	Script fails(String id, FailureKind... kinds) {
		for (FailureKind kind : kinds) {
			fails(id, Trouble.of(kind));
		}
		return this;
	}

	/** The next call of a model fails so. */
	Script fails(String id, Throwable thrown) {
		return does(id, () -> raise(thrown));
	}

	/** The next call of a model does this. */
	Script does(String id, Callable<String> reaction) {
		this.reactions.computeIfAbsent(id, (any) -> new ArrayDeque<>()).add(reaction);
		return this;
	}

	/** Every further call of a model fails so. */
	Script dead(String id, FailureKind kind) {
		return always(id, () -> raise(Trouble.of(kind)));
	}

	/** Every further call of a model does this. */
	Script always(String id, Callable<String> reaction) {
		this.habits.put(id, reaction);
		return this;
	}

	/** The models that were called, in order. */
	List<String> calls() {
		return List.copyOf(this.calls);
	}

	void forget() {
		this.calls.clear();
	}

	private static String raise(Throwable thrown) throws Exception {
		if (thrown instanceof Error error) {
			throw error;
		}
		throw (Exception) thrown;
	}

}
