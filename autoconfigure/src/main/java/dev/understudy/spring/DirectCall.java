package dev.understudy.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * A call that came through a Spring proxy in which no further advice stands before the
 * method: each attempt enters the method itself.
 */
final class DirectCall extends ProxiedCall {

	DirectCall(MethodPlan plan, ProxyMethodInvocation invocation) {
		super(plan, invocation);
	}

	@Override
	@Nullable Object proceed(@Nullable Object[] arguments) throws Throwable {
		Passage passage = plan().passage();
		return (passage != null) ? passage.enter(target(), arguments) : super.proceed(arguments);
	}

}
