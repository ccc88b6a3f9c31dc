package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.understudy.ModelFallback;
import dev.understudy.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Checks the annotations of all beans by their types, without creating one.
 */
final class AnnotationCheck implements StartupCheck {

	private static final String CACHEABLE = "org.springframework.cache.annotation.Cacheable";

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
		return types(this.beanFactory).stream().flatMap(this::check).toList();
	}

	/** The types of all beans that may have annotated methods. */
	static Set<Class<?>> types(ConfigurableListableBeanFactory beanFactory) {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, name);
			type = (type != null) ? type : beanFactory.getType(name, false);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				types.add(ClassUtils.getUserClass(type));
			}
		}
		return types;
	}

	private Stream<Problem> check(Class<?> type) {
		List<Problem> found = new ArrayList<>();
		for (Method method : methods(type)) {
			FallbackAnnotations annotations = FallbackAnnotations.of(method, type);
			if (annotations.present()) {
				Problems problems = new Problems(Subjects.of(method));
				checkReach(method, type, annotations, problems);
				this.planner.plan(method, type, annotations, problems);
				found.addAll(problems.found());
				warnOfCache(method, annotations);
			}
		}
		return found.stream().distinct();
	}

	private void checkReach(Method method, Class<?> type, FallbackAnnotations annotations, Problems problems) {
		if (!this.proxies) {
			checkWoven(method, type, problems);
			return;
		}
		if (method.getDeclaringClass().isInterface()) {
			return;
		}
		int modifiers = method.getModifiers();
		String why = Modifier.isPrivate(modifiers) ? "private"
				: Modifier.isStatic(modifiers) ? "static" : Modifier.isFinal(modifiers) ? "final" : "";
		if (!why.isEmpty() && annotations.onMethod()) {
			problems.add("is " + why + ", so that no proxy can stand before it",
					"make it a method that can be overridden, or set 'understudy.advice.mode: aspectj'");
		}
		else if (Modifier.isFinal(type.getModifiers()) && !type.isRecord() && type.getInterfaces().length == 0
				&& !Proxy.isProxyClass(type)) {
			problems.add("is in a final class, so that no proxy can stand before it",
					"make the class open, or set 'understudy.advice.mode: aspectj'");
		}
	}

	private void checkWoven(Method method, Class<?> type, Problems problems) {
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		if (!WeavingCheck.possible(this.beanFactory.getBeanClassLoader()) || Woven.method(specific)) {
			return;
		}
		String mend = "start the JVM with the agent of AspectJ, or weave the class when it is compiled (docs/aspectj.md)";
		if (Modifier.isAbstract(specific.getModifiers()) || Proxy.isProxyClass(type)) {
			mend = "AspectJ does not reach what has no class: annotate a method that calls it, or remove 'understudy.advice.mode'";
		}
		else if (!AnnotatedElementUtils.isAnnotated(specific.getDeclaringClass(), ModelFallback.class)
				&& !AnnotatedElementUtils.isAnnotated(specific, ModelFallback.class)) {
			mend = "annotate this very method or its class: AspectJ does not see those of subclasses and of methods that it overrides or implements";
		}
		problems.add("is not woven, so that no call of it goes through a chain", mend);
	}

	/** A degraded answer in a cache would be given for as long as the cache keeps it. */
	private static void warnOfCache(Method method, FallbackAnnotations annotations) {
		boolean cached = Arrays.stream(method.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getName().equals(CACHEABLE)) || isAnnotated(method);
		if (cached && !annotations.rungs().isEmpty() && method.getReturnType() != Routed.class) {
			logger.warn("Method '{}' is @Cacheable and may degrade: a degraded answer would be cached. "
					+ "Return Routed and cache with unless=\"#result.degraded()\"", Subjects.of(method));
		}
	}

	private static boolean isAnnotated(Method method) {
		return AnnotatedElementUtils.isAnnotated(method, CACHEABLE);
	}

	/** The methods of a type, those of its interfaces included. */
	static List<Method> methods(Class<?> type) {
		List<Method> methods = new ArrayList<>(Arrays.asList(ReflectionUtils.getUniqueDeclaredMethods(type)));
		for (Class<?> each : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			for (Method method : each.getMethods()) {
				boolean implemented = ClassUtils.hasMethod(type, method) && !type.isInterface()
						&& methods.stream()
							.anyMatch((own) -> own.getName().equals(method.getName())
									&& Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
				if (!implemented) {
					methods.add(method);
				}
			}
		}
		return methods;
	}

}
