package dev.understudy.spring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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

	private static final MethodType ARRAY_TO_OBJECT = MethodType.methodType(Object.class, Object[].class);

	/**
	 * A method as a substitute of an annotated one; {@code null} when its parameters do
	 * not fit.
	 */
	static @Nullable DegradeMethod of(Method method, AnnotatedMethod substituted) {
		List<ResolvableType> own = substituted.parameters(method);
		List<ResolvableType> wanted = substituted.parameters();
		if (same(own, wanted)) {
			return new DegradeMethod(method, handle(method, substituted), !own.isEmpty(), null);
		}
		int last = own.size() - 1;
		Class<?> extra = (last >= 0) ? own.get(last).toClass() : null;
		if (extra != null && !isExtra(extra)) {
			return null;
		}
		List<ResolvableType> rest = own.subList(0, Math.max(last, 0));
		boolean takesArguments = !rest.isEmpty();
		return (takesArguments && !same(rest, wanted)) ? null
				: new DegradeMethod(method, handle(method, substituted), takesArguments, extra);
	}

	/**
	 * How specific it is: by the kind of failure first, then with the arguments before
	 * without, then with a parameter for any failure before none.
	 */
	int rank() {
		return depth(this.extra) * 4 + (this.takesArguments ? 2 : 0) + ((this.extra != null) ? 1 : 0);
	}

	/** Whether nothing tells this one from another of the same rank. */
	boolean rivals(DegradeMethod other) {
		return rank() == other.rank() && (this.extra == other.extra || depth(this.extra) == 0);
	}

	boolean accepts(Fall fall) {
		if (depth(this.extra) == 0) {
			return true;
		}
		return (this.extra == ChainExhaustedException.class) ? fall.exhausted() != null
				: this.extra != null && this.extra.isInstance(fall.cause());
	}

	@Nullable Object invoke(Object receiver, @Nullable Object[] arguments, Fall fall) throws Throwable {
		List<@Nullable Object> all = new ArrayList<>(arguments.length + 2);
		if (!Modifier.isStatic(this.method.getModifiers())) {
			all.add(receiver);
		}
		if (this.takesArguments) {
			all.addAll(Arrays.asList(arguments));
		}
		if (this.extra != null) {
			all.add(further(this.extra, fall));
		}
		return (Object) this.handle.invokeExact(all.toArray());
	}

	private static @Nullable Object further(Class<?> type, Fall fall) {
		if (type == Degradation.class) {
			return fall.degradation();
		}
		return (type == ChainExhaustedException.class) ? fall.exhausted() : fall.cause();
	}

	private static boolean same(List<ResolvableType> one, List<ResolvableType> other) {
		return one.stream()
			.map(ResolvableType::toClass)
			.toList()
			.equals(other.stream().map(ResolvableType::toClass).toList());
	}

	private static boolean isExtra(Class<?> type) {
		return type == Degradation.class || Throwable.class.isAssignableFrom(type);
	}

	/**
	 * How much a type says about the failure, 0 for nothing. That the chain is exhausted
	 * says more than any exception, and less than an exception of a certain kind.
	 */
	private static int depth(@Nullable Class<?> type) {
		if (type == null || type == Degradation.class) {
			return 0;
		}
		int depth = 0;
		for (Class<?> each = type; each != null && each != Throwable.class; each = each.getSuperclass()) {
			depth++;
		}
		boolean general = type == Throwable.class || type == Exception.class || type == RuntimeException.class
				|| type == ChainExhaustedException.class;
		return general ? depth : depth + 2;
	}

	private static MethodHandle handle(Method method, AnnotatedMethod substituted) {
		try {
			MethodHandle handle = unreflected(method, substituted).asFixedArity();
			return handle.asSpreader(Object[].class, handle.type().parameterCount()).asType(ARRAY_TO_OBJECT);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Degrade method '" + Subjects.of(method) + "' cannot be reached", ex);
		}
	}

	private static MethodHandle unreflected(Method method, AnnotatedMethod substituted) throws IllegalAccessException {
		MethodHandles.Lookup lookup = MethodHandles.lookup();
		if (substituted.factoryMade() && method.isDefault()) {
			// A call of it on the proxy would only reach the factory's handler.
			Class<?> owner = method.getDeclaringClass();
			return MethodHandles.privateLookupIn(owner, lookup).unreflectSpecial(method, owner);
		}
		method.setAccessible(true);
		return lookup.unreflect(method);
	}

}
