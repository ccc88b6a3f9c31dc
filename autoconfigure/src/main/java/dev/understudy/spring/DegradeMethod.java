package dev.understudy.spring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.routing.Fall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * A method that answers in the place of another one, with a handle that is prepared once.
 *
 * @param method the method
 * @param handle takes the receiver, unless static, and all arguments in one array
 * @param takesArguments whether it has the parameters of the other method
 * @param extra the type of its further parameter, {@code null} for none
 */
record DegradeMethod(Method method, MethodHandle handle, boolean takesArguments, @Nullable Class<?> extra) {

	/**
	 * The method as a substitute of another; {@code null} when its parameters do not fit.
	 */
	static @Nullable DegradeMethod of(Method method, List<Class<?>> parameters, Class<?> targetClass) {
		List<Class<?>> own = parameters(method, targetClass);
		Class<?> extra = null;
		if (!own.equals(parameters) && !own.isEmpty() && isExtra(own.get(own.size() - 1))) {
			extra = own.remove(own.size() - 1);
		}
		boolean same = own.equals(parameters);
		if (!same && !own.isEmpty()) {
			return null;
		}
		return new DegradeMethod(method, handle(method), same && !own.isEmpty(), extra);
	}

	static List<Class<?>> parameters(Method method, Class<?> targetClass) {
		List<Class<?>> types = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			types.add(ResolvableType.forMethodParameter(method, i, targetClass).resolve(method.getParameterTypes()[i]));
		}
		return types;
	}

	/** How specific it is: parameters first, then the type of the further one. */
	int rank() {
		return (this.takesArguments ? 1_000 : 0) + ((this.extra != null) ? 1 + depth(this.extra) : 0);
	}

	/** Whether nothing tells this one from another of the same rank. */
	boolean rivals(DegradeMethod other) {
		return rank() == other.rank() && (this.extra == other.extra || isUniversal() && other.isUniversal());
	}

	boolean accepts(Fall fall) {
		if (isUniversal()) {
			return true;
		}
		return (this.extra == ChainExhaustedException.class) ? fall.exhausted() != null
				: this.extra != null && this.extra.isInstance(fall.degradation().cause());
	}

	@Nullable Object invoke(Object receiver, @Nullable Object[] arguments, Fall fall) throws Throwable {
		List<@Nullable Object> all = new ArrayList<>(arguments.length + 2);
		if (!Modifier.isStatic(this.method.getModifiers())) {
			all.add(receiver);
		}
		if (this.takesArguments) {
			all.addAll(Arrays.asList(arguments));
		}
		if (this.extra == Degradation.class) {
			all.add(fall.degradation());
		}
		else if (this.extra != null) {
			all.add((this.extra == ChainExhaustedException.class) ? fall.exhausted() : fall.degradation().cause());
		}
		return this.handle.invoke(all.toArray());
	}

	private boolean isUniversal() {
		return this.extra == null || this.extra == Degradation.class || this.extra == Throwable.class;
	}

	private static boolean isExtra(Class<?> type) {
		return type == Degradation.class || Throwable.class.isAssignableFrom(type);
	}

	private static int depth(Class<?> type) {
		int depth = 0;
		for (Class<?> each = type; each != Throwable.class && each != null
				&& Throwable.class.isAssignableFrom(each); each = each.getSuperclass()) {
			depth++;
		}
		return depth;
	}

	private static MethodHandle handle(Method method) {
		try {
			method.setAccessible(true);
			MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
			return handle.asSpreader(Object[].class, handle.type().parameterCount());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Degrade method '" + Subjects.of(method) + "' cannot be reached", ex);
		}
	}

}
