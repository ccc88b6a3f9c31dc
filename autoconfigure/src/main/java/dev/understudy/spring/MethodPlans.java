package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;

/**
 * The plans of annotated methods, and what executes them.
 */
public final class MethodPlans {

	private final MethodPlanner planner;

	private final MethodReach reach;

	private final FallbackExecutor executor;

	private final Function<List<Problem>, RuntimeException> refusal;

	MethodPlans(MethodPlanner planner, MethodReach reach, FallbackExecutor executor,
			Function<List<Problem>, RuntimeException> refusal) {
		this.planner = planner;
		this.reach = reach;
		this.executor = executor;
		this.refusal = refusal;
	}

	FallbackExecutor executor() {
		return this.executor;
	}

	/** The plan of a method that passed the checks at start-up, or is met later. */
	MethodPlan of(Method method, Class<?> targetClass) {
		AnnotatedMethod annotated = AnnotatedMethod.of(method, targetClass);
		Problems problems = new Problems(annotated.subject());
		MethodPlan plan = this.planner.plan(annotated, problems);
		refuse(problems);
		return plan;
	}

	/** Refuses a method before which no proxy can stand. */
	void requireReach(Method method, Class<?> targetClass) {
		AnnotatedMethod annotated = AnnotatedMethod.of(method, targetClass);
		Problems problems = new Problems(annotated.subject());
		this.reach.check(annotated, problems);
		refuse(problems);
	}

	private void refuse(Problems problems) {
		List<Problem> found = problems.found();
		if (!found.isEmpty()) {
			throw this.refusal.apply(found);
		}
	}

}
