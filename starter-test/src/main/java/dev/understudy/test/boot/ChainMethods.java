package dev.understudy.test.boot;

import java.lang.reflect.Method;

import dev.understudy.ModelFallback;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The methods that go through a chain.
 */
final class ChainMethods extends StaticMethodMatcherPointcut {

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		if (method.getDeclaringClass() == Object.class) {
			return false;
		}
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		return AnnotatedElementUtils.hasAnnotation(specific, ModelFallback.class)
				|| AnnotatedElementUtils.hasAnnotation(method, ModelFallback.class)
				|| AnnotatedElementUtils.hasAnnotation(targetClass, ModelFallback.class)
				|| AnnotatedElementUtils.hasAnnotation(method.getDeclaringClass(), ModelFallback.class);
	}

}
