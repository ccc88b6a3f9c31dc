package dev.understudy.failure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The methods of one class that may tell something about an HTTP answer, found by name
 * once and kept with the class.
 */
final class Accessors {

	private static final String[] VALUES = { "statusCode", "getStatusCode", "getRawStatusCode", "code", "getCode",
			"errorCode", "getErrorCode", "errorType", "type", "status", "getStatus", "value", "getValue", "headers",
			"getHeaders", "getResponseHeaders", "getResponse", "response", "sdkHttpResponse", "awsErrorDetails",
			"getResponseBodyAsString", "body", "errorMessage" };

	private static final String[] LOOK_UPS = { "values", "allValues", "get", "getFirst", "firstMatchingHeader",
			"getValue", "header" };

	private static final ClassValue<Accessors> KNOWN = new ClassValue<>() {

		@Override
		protected Accessors computeValue(Class<?> type) {
			return new Accessors(type);
		}

	};

	private final Map<String, Method> values = new HashMap<>();

	private final List<Method> lookUps = new ArrayList<>();

	private Accessors(Class<?> type) {
		for (String name : VALUES) {
			ReachableMethod.find(type, name).ifPresent((method) -> this.values.put(name, method));
		}
		for (String name : LOOK_UPS) {
			ReachableMethod.find(type, name, String.class).ifPresent(this.lookUps::add);
		}
	}

	static Accessors of(Object target) {
		return of(target.getClass());
	}

	static Accessors of(Class<?> type) {
		return KNOWN.get(type);
	}

	boolean have(String name) {
		return this.values.containsKey(name);
	}

	/**
	 * Returns what the named method of the target answers, without an {@code Optional}
	 * around it; null when there is no such method, and when it answers nothing or
	 * throws.
	 */
	@Nullable Object read(Object target, String name) {
		Method method = this.values.get(name);
		return (method != null) ? PlainValue.bare(invoke(method, target)) : null;
	}

	/**
	 * Asks the target's look-up methods, one after the other, for something by name.
	 */
	@Nullable Object lookUp(Object target, String name) {
		for (Method method : this.lookUps) {
			Object found = PlainValue.bare(invoke(method, target, name));
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private static @Nullable Object invoke(Method method, Object target, Object... arguments) {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof Error error && !(error instanceof LinkageError)) {
				throw error;
			}
			return null;
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

}
