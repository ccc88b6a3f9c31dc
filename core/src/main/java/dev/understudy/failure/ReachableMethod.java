package dev.understudy.failure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds a public method in a form that may be called from here, even if the class that
 * has it is not public.
 */
final class ReachableMethod {

	private ReachableMethod() {
	}

	static Optional<Method> find(Class<?> type, String name, Class<?>... parameters) {
		try {
			return find(type.getMethod(name, parameters));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return Optional.empty();
		}
	}

	private static Optional<Method> find(Method method) {
		if (Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class) {
			return Optional.empty();
		}
		Method declared = declared(method.getDeclaringClass(), method);
		if (declared != null) {
			return Optional.of(declared);
		}
		return method.trySetAccessible() ? Optional.of(method) : Optional.empty();
	}

	private static @Nullable Method declared(@Nullable Class<?> type, Method method) {
		if (type == null) {
			return null;
		}
		if (isOpenToAll(type)) {
			Method own = declaredBy(type, method);
			if (own != null) {
				return own;
			}
		}
		for (Class<?> contract : type.getInterfaces()) {
			Method inherited = declared(contract, method);
			if (inherited != null) {
				return inherited;
			}
		}
		return declared(type.getSuperclass(), method);
	}

	private static boolean isOpenToAll(Class<?> type) {
		return Modifier.isPublic(type.getModifiers())
				&& type.getModule().isExported(type.getPackageName(), ReachableMethod.class.getModule());
	}

	private static @Nullable Method declaredBy(Class<?> type, Method method) {
		try {
			Method own = type.getDeclaredMethod(method.getName(), method.getParameterTypes());
			return Modifier.isPublic(own.getModifiers()) ? own : null;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

}
