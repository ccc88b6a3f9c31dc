package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Checks what aspectj mode needs, whatever beans there are.
 */
public final class WeavingCheck implements StartupCheck {

	private final @Nullable ClassLoader classLoader;

	private final boolean orderWritten;

	/**
	 * A check.
	 * @param classLoader what loads the application's classes
	 * @param orderWritten whether a place among other advice is configured
	 */
	public WeavingCheck(@Nullable ClassLoader classLoader, boolean orderWritten) {
		this.classLoader = classLoader;
		this.orderWritten = orderWritten;
	}

	/** Whether the classes are there that woven code needs. */
	static boolean possible(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent("org.aspectj.lang.ProceedingJoinPoint", classLoader);
	}

	@Override
	public List<Problem> problems() {
		List<Problem> found = new ArrayList<>();
		if (!possible(this.classLoader)) {
			found.add(new Problem("understudy.advice.mode", "'aspectj' needs AspectJ, which is not on the class path",
					"add org.aspectj:aspectjweaver, or remove the property"));
		}
		if (this.orderWritten) {
			found.add(new Problem("understudy.advice.order", "has no effect on woven advice",
					"remove it, and declare the precedence in an aspect of your own (docs/aspectj.md)"));
		}
		return List.copyOf(found);
	}

}
