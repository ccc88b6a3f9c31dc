package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.understudy.DegradeTo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Checks the annotations of all beans by their types, without creating one.
 */
final class AnnotationCheck implements StartupCheck {

	private static final Logger logger = LoggerFactory.getLogger(AnnotationCheck.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final MethodPlanner planner;

	private final boolean proxies;

	AnnotationCheck(ConfigurableListableBeanFactory beanFactory, MethodPlanner planner, boolean proxies) {
		this.beanFactory = beanFactory;
		this.planner = planner;
		this.proxies = proxies;
	}

	@Override
	public List<Problem> problems() {
		BeanTypes types = new BeanTypes(this.beanFactory);
		Set<Class<?>> distinct = new LinkedHashSet<>(types.all());
		distinct.removeIf((type) -> type.getName().startsWith("org.springframework."));
		return distinct.stream().flatMap(this::check).distinct().toList();
	}

	private Stream<Problem> check(Class<?> type) {
		Map<Method, FallbackAnnotations> annotated = FallbackAnnotations.allOf(type);
		if (annotated.isEmpty() && AnnotatedElementUtils.hasAnnotation(type, DegradeTo.class)) {
			return Stream.of(new Problem(type.getName(), "@DegradeTo without @ModelFallback has no effect",
					"add @ModelFallback to the class or to methods of it"));
		}
		List<Problem> found = new ArrayList<>();
		for (Method each : annotated.keySet()) {
			AnnotatedMethod method = AnnotatedMethod.of(each, type);
			Problems problems = new Problems(method.subject());
			checkReach(method, problems);
			this.planner.plan(method, problems);
			found.addAll(problems.found());
			warnOfCache(method);
		}
		return found.stream();
	}

	private void checkReach(AnnotatedMethod method, Problems problems) {
		if (!this.proxies || method.factoryMade()) {
			return;
		}
		String why = obstacle(method);
		if (!why.isEmpty() && method.annotations().onMethod()) {
			problems.add("is " + why + ", so that no proxy can stand before it",
					"make it a method that can be overridden, or set 'understudy.advice.mode: aspectj'");
		}
	}

	private String obstacle(AnnotatedMethod method) {
		int modifiers = method.method().getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		if (Modifier.isFinal(method.targetClass().getModifiers())) {
			return ofInterface(method) ? "" : "in a final class and in none of its interfaces";
		}
		return (Modifier.isFinal(modifiers) && (classProxies() || !ofInterface(method))) ? "final" : "";
	}

	private boolean classProxies() {
		FallbackPostProcessor processor = this.beanFactory.getBeanProvider(FallbackPostProcessor.class)
			.getIfAvailable();
		return processor == null || processor.isProxyTargetClass();
	}

	/** Whether a proxy with the interfaces of the class has the method. */
	private static boolean ofInterface(AnnotatedMethod method) {
		Method own = method.method();
		return ClassUtils.getAllInterfacesForClassAsSet(method.targetClass())
			.stream()
			.anyMatch((each) -> ClassUtils.hasMethod(each, own.getName(), own.getParameterTypes()));
	}

	/** A degraded answer in a cache would be given for as long as the cache keeps it. */
	private void warnOfCache(AnnotatedMethod method) {
		boolean cached = AnnotatedElementUtils.hasAnnotation(method.method(), Cacheable.class)
				|| AnnotatedElementUtils.hasAnnotation(method.targetClass(), Cacheable.class);
		if (cached && !method.shape().routed() && this.planner.mayDegrade(method)) {
			logger.warn("Method '{}' is @Cacheable and may degrade: a degraded answer would be cached. "
					+ "Return Routed and cache with unless=\"#result.degraded()\"", method.subject());
		}
	}

}
