package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Sends the annotated methods of one class through their chains.
 */
final class FallbackInterceptor implements MethodInterceptor {

	private final Class<?> targetClass;

	private final Supplier<MethodPlans> plans;

	private final Map<Method, MethodPlan> resolved = new ConcurrentHashMap<>();

	FallbackInterceptor(Class<?> targetClass, Supplier<MethodPlans> plans) {
		this.targetClass = targetClass;
		this.plans = plans;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		MethodPlan plan = this.resolved.get(invocation.getMethod());
		if (plan == null) {
			plan = this.plans.get().of(invocation.getMethod(), this.targetClass);
			this.resolved.put(invocation.getMethod(), plan);
		}
		return this.plans.get().executor().execute(plan, new Proxied((ProxyMethodInvocation) invocation));
	}

	/**
	 * A call that came through a Spring proxy.
	 */
	private record Proxied(ProxyMethodInvocation invocation) implements Proceeding {

		@Override
		public Method method() {
			return this.invocation.getMethod();
		}

		@Override
		public @Nullable Object target() {
			return this.invocation.getThis();
		}

		@Override
		public Object self() {
			Object target = this.invocation.getThis();
			return (target != null) ? target : this.invocation.getProxy();
		}

		@Override
		public @Nullable Object[] arguments() {
			return this.invocation.getArguments();
		}

		@Override
		public @Nullable Object proceed(@Nullable Object[] arguments) throws Throwable {
			// An invocation can proceed once; each attempt needs one of its own.
			return this.invocation.invocableClone(arguments).proceed();
		}

	}

}
