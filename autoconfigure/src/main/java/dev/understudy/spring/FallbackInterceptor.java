package dev.understudy.spring;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;

/**
 * Sends the annotated methods of one bean through their chains.
 */
final class FallbackInterceptor implements MethodInterceptor {

	private final AdvisedClass advisedClass;

	private final Advised proxy;

	FallbackInterceptor(AdvisedClass advisedClass, Advised proxy) {
		this.advisedClass = advisedClass;
		this.proxy = proxy;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		MethodPlan plan = this.advisedClass.plan(invocation.getMethod());
		ProxyMethodInvocation proxied = (ProxyMethodInvocation) invocation;
		return this.advisedClass.executor()
			.execute(nearest() ? new DirectCall(plan, proxied) : new ProxiedCall(plan, proxied));
	}

	/** Advice comes and goes while a proxy lives, so this is asked at each call. */
	private boolean nearest() {
		return this.proxy.indexOf(this) == this.proxy.getAdvisorCount() - 1;
	}

}
