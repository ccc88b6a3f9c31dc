package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Arrays;

import org.springframework.util.ReflectionUtils;

/**
 * Tells by its traces what AspectJ has woven: the body of a method that an advice stands
 * around moves into a method of its own.
 */
final class Woven {

	private static final String BODY = "_aroundBody";

	private Woven() {
	}

	static boolean method(Method method) {
		return Arrays.stream(ReflectionUtils.getDeclaredMethods(method.getDeclaringClass()))
			.anyMatch((each) -> each.getName().startsWith(method.getName() + BODY));
	}

	/** Whether a method of the class, or of one that it extends, is woven. */
	static boolean type(Class<?> type) {
		try {
			return Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type))
				.anyMatch((each) -> each.getName().contains(BODY));
		}
		catch (IllegalStateException ex) {
			// A class that names classes which are missing; it has not been woven.
			return false;
		}
	}

}
