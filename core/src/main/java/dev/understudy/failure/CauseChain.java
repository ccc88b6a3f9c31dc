package dev.understudy.failure;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A throwable and the causes below it, without going in circles. Each cause is asked for
 * once, since that takes a lock.
 */
final class CauseChain {

	private static final int LONGEST = 32;

	private static final Set<String> WRAPPERS = Set.of("java.util.concurrent.CompletionException",
			"java.util.concurrent.ExecutionException", "java.lang.reflect.InvocationTargetException",
			"java.lang.reflect.UndeclaredThrowableException", "reactor.core.Exceptions$ReactiveException",
			"reactor.core.Exceptions$BubblingException");

	private final Throwable thrown;

	private @Nullable CauseChain next;

	private CauseChain(Throwable thrown) {
		this.thrown = thrown;
	}

	/**
	 * Returns the failure itself, without the wrappers around it, followed by its causes.
	 */
	static CauseChain of(Throwable thrown) {
		CauseChain first = new CauseChain(unwrapped(thrown));
		CauseChain last = first;
		for (int i = 1; i < LONGEST; i++) {
			Throwable cause = causeOf(last.thrown);
			if (cause == null || first.holds(cause)) {
				break;
			}
			last.next = new CauseChain(cause);
			last = last.next;
		}
		return first;
	}

	/**
	 * Returns whether the type only carries the throwable that matters.
	 */
	static boolean isWrapper(Class<?> type) {
		return WRAPPERS.contains(type.getName());
	}

	/**
	 * Returns the failure itself, without the wrappers around it.
	 */
	static Throwable unwrapped(Throwable thrown) {
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

	Throwable thrown() {
		return this.thrown;
	}

	/**
	 * Returns the cause; null at the end.
	 */
	@Nullable CauseChain next() {
		return this.next;
	}

	private boolean holds(Throwable searched) {
		for (CauseChain link = this; link != null; link = link.next) {
			if (link.thrown == searched) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Throwable causeOf(Throwable thrown) {
		try {
			return thrown.getCause();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
