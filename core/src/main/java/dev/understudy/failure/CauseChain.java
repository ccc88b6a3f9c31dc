package dev.understudy.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Walks from a throwable to its causes, without going in circles.
 */
final class CauseChain {

	private static final int LONGEST = 32;

	private static final Set<String> WRAPPERS = Set.of("java.util.concurrent.CompletionException",
			"java.util.concurrent.ExecutionException", "java.lang.reflect.InvocationTargetException",
			"java.lang.reflect.UndeclaredThrowableException", "reactor.core.Exceptions$ReactiveException",
			"reactor.core.Exceptions$BubblingException");

	private CauseChain() {
	}

	/**
	 * Returns the failure itself, without the wrappers around it, followed by its causes.
	 */
	static List<Throwable> of(Throwable thrown) {
		List<Throwable> links = new ArrayList<>(4);
		Throwable next = unwrapped(thrown);
		while (next != null && links.size() < LONGEST && !holds(links, next)) {
			links.add(next);
			next = causeOf(next);
		}
		return links;
	}

	/**
	 * Returns whether the type only carries the throwable that matters.
	 */
	static boolean isWrapper(Class<?> type) {
		return WRAPPERS.contains(type.getName());
	}

	private static Throwable unwrapped(Throwable thrown) {
		Throwable current = thrown;
		for (int i = 0; i < LONGEST && ThrowableType.of(current).wrapper(); i++) {
			Throwable cause = causeOf(current);
			if (cause == null) {
				break;
			}
			current = cause;
		}
		return current;
	}

	private static @Nullable Throwable causeOf(Throwable thrown) {
		try {
			return thrown.getCause();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	// not List.contains: an exception may define equality in its own way
	private static boolean holds(List<Throwable> links, Throwable thrown) {
		for (Throwable link : links) {
			if (link == thrown) {
				return true;
			}
		}
		return false;
	}

}
