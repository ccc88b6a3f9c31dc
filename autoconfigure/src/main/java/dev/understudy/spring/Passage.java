package dev.understudy.spring;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.NativeDetector;

/**
 * The way into a method, prepared once: any number of times, on any threads and at once.
 * What the method throws comes as it is.
 */
interface Passage {

	@Nullable Object enter(@Nullable Object target, @Nullable Object[] arguments) throws Throwable;

	/**
	 * The way into a method of an object; {@code null} when there is none but the usual
	 * one.
	 */
	static @Nullable Passage into(Method method) {
		if (KotlinDetector.isSuspendingFunction(method) || Modifier.isStatic(method.getModifiers())) {
			return null;
		}
		try {
			MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(method.getDeclaringClass(),
					MethodHandles.lookup());
			MethodHandle handle = lookup.unreflect(method).asFixedArity();
			Passage made = NativeDetector.inNativeImage() ? null : made(lookup, handle);
			return (made != null) ? made : byHandle(handle);
		}
		catch (IllegalAccessException | InaccessibleObjectException | SecurityException ex) {
			return null;
		}
	}

	private static Passage byHandle(MethodHandle handle) {
		MethodHandle spread = handle.asSpreader(Object[].class, handle.type().parameterCount() - 1)
			.asType(MethodType.methodType(Object.class, Object.class, Object[].class));
		return (target, arguments) -> (Object) spread.invokeExact(target, arguments);
	}

	/**
	 * A way that the JIT sees through, so that neither call nor exception takes a detour;
	 * {@code null} when the JVM makes none for such a method.
	 */
	private static @Nullable Passage made(MethodHandles.Lookup lookup, MethodHandle handle) {
		if (handle.type().returnType() == void.class) {
			return null;
		}
		try {
			return switch (handle.type().parameterCount() - 1) {
				case 0 -> {
					Entry.None entry = (Entry.None) function(Entry.None.class, lookup, handle);
					yield (target, arguments) -> entry.enter(target);
				}
				case 1 -> {
					Entry.One entry = (Entry.One) function(Entry.One.class, lookup, handle);
					yield (target, arguments) -> entry.enter(target, arguments[0]);
				}
				case 2 -> {
					Entry.Two entry = (Entry.Two) function(Entry.Two.class, lookup, handle);
					yield (target, arguments) -> entry.enter(target, arguments[0], arguments[1]);
				}
				case 3 -> {
					Entry.Three entry = (Entry.Three) function(Entry.Three.class, lookup, handle);
					yield (target, arguments) -> entry.enter(target, arguments[0], arguments[1], arguments[2]);
				}
				default -> null;
			};
		}
		catch (LambdaConversionException | LinkageError | IllegalArgumentException ex) {
			return null;
		}
	}

	private static Object function(Class<?> type, MethodHandles.Lookup lookup, MethodHandle handle)
			throws LambdaConversionException {
		MethodType generic = handle.type().generic();
		MethodHandle factory = LambdaMetafactory
			.metafactory(lookup, "enter", MethodType.methodType(type), generic, handle, handle.type().wrap())
			.getTarget();
		try {
			return factory.invoke();
		}
		catch (Throwable ex) {
			throw new LambdaConversionException(ex);
		}
	}

}
