package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Pointcut;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * The annotated methods of one class, with their plans.
 */
final class AdvisedClass {

	private final Class<?> type;

	private final Set<Method> annotated;

	private final Supplier<MethodPlans> plans;

	private final Map<Method, MethodPlan> resolved = new ConcurrentHashMap<>();

	private final CalledMethods called;

	private final Pointcut pointcut = new StaticMethodMatcherPointcut() {

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return advises(method);
		}

	};

	private volatile @Nullable FallbackExecutor executor;

	/** Whether all methods are known to be within the advice's reach. */
	private volatile boolean reached;

	AdvisedClass(Class<?> type, Supplier<MethodPlans> plans) {
		this.type = type;
		this.annotated = FallbackAnnotations.allOf(type).keySet();
		this.plans = plans;
		this.called = new CalledMethods(
				(method) -> resolve(FallbackAnnotations.specific(method, type)).calledAs(method));
	}

	/** Whether the class has annotated methods at all. */
	boolean needed() {
		return !this.annotated.isEmpty();
	}

	private boolean advises(Method method) {
		return FallbackAnnotations.of(method, this.type).present();
	}

	/**
	 * Matches the methods that an annotation holds for. One for all proxies, so that they
	 * share their class.
	 */
	Pointcut pointcut() {
		return this.pointcut;
	}

	/**
	 * Makes all plans now, so that mistakes come to light: a bean method may have hidden
	 * the class from the check at start-up.
	 */
	void prepare() {
		if (!this.reached) {
			this.annotated.forEach((method) -> this.plans.get().requireReach(method, this.type));
			this.reached = true;
		}
		this.annotated.forEach(this::resolve);
	}

	/** The plan for calls that come as those of the given method. */
	MethodPlan plan(Method method) {
		return this.called.plan(method);
	}

	FallbackExecutor executor() {
		FallbackExecutor known = this.executor;
		if (known == null) {
			known = this.plans.get().executor();
			this.executor = known;
		}
		return known;
	}

	private MethodPlan resolve(Method specific) {
		MethodPlan plan = this.resolved.get(specific);
		if (plan == null) {
			// To be asked for outside of the map: they may be beans that are not there
			// yet.
			MethodPlans all = this.plans.get();
			plan = this.resolved.computeIfAbsent(specific, (method) -> all.of(method, this.type));
		}
		return plan;
	}

}
