package dev.understudy.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The annotations that hold for one method of one class: on the method itself, on those
 * it overrides or implements, on its class, or on the type that declares it.
 *
 * @param fallback what sends the method through a chain, {@code null} for nothing
 * @param rungs what answers when no model can, in the order written
 * @param onMethod whether a method bears the annotation, and not only a type
 */
record FallbackAnnotations(@Nullable ModelFallback fallback, List<DegradeTo> rungs, boolean onMethod) {

	private static final FallbackAnnotations NONE = new FallbackAnnotations(null, List.of(), false);

	static FallbackAnnotations of(Method method, Class<?> targetClass) {
		if (method.getDeclaringClass() == Object.class || method.isSynthetic()) {
			return NONE;
		}
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		ModelFallback own = find(specific, method);
		ModelFallback ofType = Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())
				? null : find(targetClass, method.getDeclaringClass());
		List<DegradeTo> ownRungs = rungs(specific, method);
		List<DegradeTo> rungs = ownRungs.isEmpty() ? rungs(targetClass, method.getDeclaringClass()) : ownRungs;
		boolean onMethod = own != null || !ownRungs.isEmpty();
		return new FallbackAnnotations((own != null) ? own : ofType, (onMethod || ofType != null) ? rungs : List.of(),
				onMethod);
	}

	/** Whether there is anything to do or to complain about. */
	boolean present() {
		return this.fallback != null || this.onMethod;
	}

	private static @Nullable ModelFallback find(AnnotatedElement first, AnnotatedElement second) {
		ModelFallback found = AnnotatedElementUtils.findMergedAnnotation(first, ModelFallback.class);
		return (found != null) ? found : AnnotatedElementUtils.findMergedAnnotation(second, ModelFallback.class);
	}

	private static List<DegradeTo> rungs(AnnotatedElement first, AnnotatedElement second) {
		List<DegradeTo> found = List
			.copyOf(AnnotatedElementUtils.findMergedRepeatableAnnotations(first, DegradeTo.class));
		return found.isEmpty()
				? List.copyOf(AnnotatedElementUtils.findMergedRepeatableAnnotations(second, DegradeTo.class)) : found;
	}

}
