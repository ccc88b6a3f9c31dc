package dev.understudy.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * A call that came through a Spring proxy in which further advice stands between this one
 * and the method.
 */
class ProxiedCall extends MethodCall {

	private final ProxyMethodInvocation invocation;

	ProxiedCall(MethodPlan plan, ProxyMethodInvocation invocation) {
		super(plan);
		this.invocation = invocation;
	}

	@Override
	final @Nullable Object target() {
		return this.invocation.getThis();
	}

	@Override
	final Object self() {
		Object target = this.invocation.getThis();
		return (target != null) ? target : this.invocation.getProxy();
	}

	@Override
	final @Nullable Object[] arguments() {
		return this.invocation.getArguments();
	}

	@Override
	@Nullable Object proceed(@Nullable Object[] arguments) throws Throwable {
		// An invocation can proceed once; each attempt needs one of its own.
		return this.invocation.invocableClone(arguments).proceed();
	}

}
