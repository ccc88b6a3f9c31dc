package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.understudy.DegradeTo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Checks the annotations of all beans by their types, without creating one.
 */
final class AnnotationCheck implements StartupCheck {

	private static final Logger logger = LoggerFactory.getLogger(AnnotationCheck.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final MethodPlanner planner;

	private final MethodReach reach;

	AnnotationCheck(ConfigurableListableBeanFactory beanFactory, MethodPlanner planner, boolean proxies) {
		this.beanFactory = beanFactory;
		this.planner = planner;
		this.reach = new MethodReach(beanFactory, proxies);
	}

	@Override
	public List<Problem> problems() {
		return new BeanTypes(this.beanFactory).all().stream().flatMap(this::check).distinct().toList();
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
			this.reach.check(method, problems);
			this.planner.plan(method, problems);
			found.addAll(problems.found());
			warnOfCache(method);
		}
		return found.stream();
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
