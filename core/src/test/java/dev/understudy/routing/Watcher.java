package dev.understudy.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what it observes, and is a part of nothing but calls that it observes.
 */
final class Watcher implements CallObserver {

	/** The call whose code runs on a thread. */
	private final ThreadLocal<@Nullable Watched> current = new ThreadLocal<>();

	final List<String> notes = Collections.synchronizedList(new ArrayList<>());

	/** Of calls whose code was opened and not closed, on the right thread. */
	final List<String> open = Collections.synchronizedList(new ArrayList<>());

	/** The chain of the call whose code runs on this thread. */
	@Nullable String current() {
		Watched watched = this.current.get();
		return (watched != null) ? watched.chain : null;
	}

	@Override
	public @Nullable Object parent(UnaryOperator<@Nullable Object> context) {
		Object given = context.apply("watcher");
		return (given != null) ? given : current();
	}

	@Override
	public Observed begin(String chain, @Nullable Object parent) {
		this.notes.add("begin " + chain + ((parent != null) ? " in " + parent : ""));
		return new Watched(chain);
	}

	private final class Watched implements Observed {

		private final String chain;

		private Watched(String chain) {
			this.chain = chain;
		}

		@Override
		public Runnable open() {
			Watched before = Watcher.this.current.get();
			Watcher.this.current.set(this);
			Thread here = Thread.currentThread();
			String entry = this.chain + " on " + here;
			Watcher.this.open.add(entry);
			return () -> {
				Watcher.this.current.set(before);
				if (Thread.currentThread() == here) {
					Watcher.this.open.remove(entry);
				}
			};
		}

		@Override
		public Map<Object, Object> context() {
			return Map.of("watcher", this.chain);
		}

		@Override
		public void attempted(Model model, @Nullable FailureKind failure) {
			Watcher.this.notes.add(model.id() + " " + ((failure != null) ? failure.tag() : "success"));
		}

		@Override
		public void ended(Outcome outcome, @Nullable Model model, @Nullable FailureKind failure) {
			Watcher.this.notes.add("end " + outcome.tag() + " " + ((model != null) ? model.id() : "none") + " "
					+ ((failure != null) ? failure.tag() : "none"));
		}

	}

}
