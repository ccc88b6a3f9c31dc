package dev.understudy.spring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Prepares the way into a method: a handle that takes the object and all arguments, any
 * number of times, on any threads and at once. What the method throws comes as it is.
 */
final class Passage {

	private static final MethodType ENTRY = MethodType.methodType(Object.class, Object.class, Object[].class);

	private Passage() {
	}

	/**
	 * The way into a method of an object; {@code null} when there is none but the usual
	 * one.
	 */
	static @Nullable MethodHandle into(Method method) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			return null;
		}
		try {
			method.setAccessible(true);
			MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
			return handle.asSpreader(Object[].class, method.getParameterCount()).asType(ENTRY);
		}
		catch (IllegalAccessException | InaccessibleObjectException | SecurityException ex) {
			return null;
		}
	}

}
