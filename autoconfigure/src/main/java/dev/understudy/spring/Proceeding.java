package dev.understudy.spring;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * An intercepted call of a method, which can be let through any number of times.
 */
interface Proceeding {

	Method method();

	/** The bean itself, {@code null} for one that has only a proxy. */
	@Nullable Object target();

	/** What a method of an interface is called on. */
	Object self();

	@Nullable Object[] arguments();

	/** Lets the call through, on any thread. */
	@Nullable Object proceed(@Nullable Object[] arguments) throws Throwable;

}
