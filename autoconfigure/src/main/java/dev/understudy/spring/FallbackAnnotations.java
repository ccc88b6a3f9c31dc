package dev.understudy.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

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
		if (method.getDeclaringClass() == Object.class) {
			return NONE;
		}
		Method specific = specific(method, targetClass);
		ModelFallback own = find(specific, method);
		ModelFallback ofType = reachedByType(specific) ? find(targetClass, method.getDeclaringClass()) : null;
		List<DegradeTo> ownRungs = rungs(specific, method);
		List<DegradeTo> rungs = ownRungs.isEmpty() ? rungs(targetClass, method.getDeclaringClass()) : ownRungs;
		boolean onMethod = own != null || !ownRungs.isEmpty();
		return new FallbackAnnotations((own != null) ? own : ofType, (onMethod || ofType != null) ? rungs : List.of(),
				onMethod);
	}

	/** All methods of a class that annotations hold for, those of its interfaces too. */
	static Map<Method, FallbackAnnotations> allOf(Class<?> type) {
		MetadataLookup<@Nullable FallbackAnnotations> lookup = (method) -> {
			FallbackAnnotations found = of(method, type);
			return found.present() ? found : null;
		};
		return MethodIntrospector.selectMethods(type, lookup);
	}

	/** The method that runs when the given one is called on an object of the class. */
	static Method specific(Method method, Class<?> targetClass) {
		// A proxy's own methods know neither annotations nor the names of parameters.
		return Proxy.isProxyClass(targetClass) ? BridgeMethodResolver.findBridgedMethod(method)
				: AopUtils.getMostSpecificMethod(method, targetClass);
	}

	/** Whether there is anything to do or to complain about. */
	boolean present() {
		return this.fallback != null || this.onMethod;
	}

	private static boolean reachedByType(Method method) {
		return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())
				&& !method.isSynthetic() && !ReflectionUtils.isObjectMethod(method);
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
