package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plans of annotated methods, and what executes them.
 */
public final class MethodPlans {

	private final MethodPlanner planner;

	private final FallbackExecutor executor;

	MethodPlans(MethodPlanner planner, FallbackExecutor executor) {
		this.planner = planner;
		this.executor = executor;
	}

	FallbackExecutor executor() {
		return this.executor;
	}

	/** The plan of a method that passed the checks at start-up, or is met later. */
	MethodPlan of(Method method, Class<?> targetClass) {
		Problems problems = new Problems(Subjects.of(method));
		MethodPlan plan = this.planner.plan(method, targetClass, FallbackAnnotations.of(method, targetClass), problems);
		List<Problem> found = problems.found();
		if (!found.isEmpty()) {
			throw new IllegalStateException(found.stream()
				.map((problem) -> problem.where() + ": " + problem.what() + "; " + problem.mend())
				.collect(Collectors.joining("\n")));
		}
		return plan;
	}

}
