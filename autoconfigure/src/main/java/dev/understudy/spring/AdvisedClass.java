package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The annotated methods of one class, with their plans.
 */
final class AdvisedClass {

	private final Class<?> type;

	private final Set<Method> annotated;

	private final Supplier<MethodPlans> plans;

	/** What is called may be an interface's method, or a bridge, of the one that runs. */
	private final Map<Method, MethodPlan> called = new ConcurrentHashMap<>();

	private final Map<Method, MethodPlan> resolved = new ConcurrentHashMap<>();

	AdvisedClass(Class<?> type, Supplier<MethodPlans> plans) {
		this.type = type;
		this.annotated = FallbackAnnotations.allOf(type).keySet();
		this.plans = plans;
	}

	/** Whether the class has annotated methods at all. */
	boolean needed() {
		return !this.annotated.isEmpty();
	}

	boolean advises(Method method) {
		return FallbackAnnotations.of(method, this.type).present();
	}

	/** Makes all plans now, so that mistakes come to light. */
	void prepare() {
		this.annotated.forEach(this::resolve);
	}

	/** The plan for calls that come as those of the given method. */
	MethodPlan plan(Method method) {
		MethodPlan plan = this.called.get(method);
		if (plan == null) {
			plan = resolve(FallbackAnnotations.specific(method, this.type)).calledAs(method);
			this.called.put(method, plan);
		}
		return plan;
	}

	FallbackExecutor executor() {
		return this.plans.get().executor();
	}

	private MethodPlan resolve(Method specific) {
		MethodPlan plan = this.resolved.get(specific);
		return (plan != null) ? plan
				: this.resolved.computeIfAbsent(specific, (method) -> this.plans.get().of(method, this.type));
	}

}
