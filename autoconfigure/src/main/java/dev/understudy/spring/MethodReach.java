package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import dev.understudy.ModelFallback;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Tells which annotated methods the advice cannot get to, in proxies or woven.
 */
final class MethodReach {

	private final ConfigurableListableBeanFactory beanFactory;

	private final boolean proxies;

	MethodReach(ConfigurableListableBeanFactory beanFactory, boolean proxies) {
		this.beanFactory = beanFactory;
		this.proxies = proxies;
	}

	void check(AnnotatedMethod method, Problems problems) {
		if (!this.proxies) {
			checkWoven(method, problems);
			return;
		}
		String obstacle = method.factoryMade() ? "" : obstacle(method);
		if (!obstacle.isEmpty() && method.annotations().onMethod()) {
			problems.add("is " + obstacle + ", so that no proxy can stand before it",
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

	private void checkWoven(AnnotatedMethod annotated, Problems problems) {
		Method method = annotated.method();
		if (!WeavingCheck.possible(this.beanFactory.getBeanClassLoader()) || Woven.method(method)) {
			return;
		}
		String mend = "start the JVM with the agent of AspectJ, or weave the class when it is compiled (docs/aspectj.md)";
		if (Modifier.isAbstract(method.getModifiers()) || annotated.factoryMade()) {
			mend = "AspectJ does not reach what has no class: annotate a method that calls it, or remove 'understudy.advice.mode'";
		}
		else if (!AnnotatedElementUtils.isAnnotated(method.getDeclaringClass(), ModelFallback.class)
				&& !AnnotatedElementUtils.isAnnotated(method, ModelFallback.class)) {
			mend = "annotate this very method or its class: AspectJ does not see those of subclasses and of methods that it overrides or implements";
		}
		problems.add("is not woven, so that no call of it goes through a chain", mend);
	}

}
