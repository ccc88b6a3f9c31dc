package dev.understudy.spring;

import java.lang.reflect.Proxy;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AdvisedSupport;
import org.springframework.aop.framework.AdvisedSupportListener;
import org.springframework.aop.framework.ProxyCreatorSupport;

/**
 * Sends the annotated methods of one bean through their chains.
 */
final class FallbackInterceptor implements MethodInterceptor, AdvisedSupportListener {

	private final AdvisedClass advisedClass;

	private final Advised proxy;

	/** Whether the proxy tells when its advice changes. */
	private final boolean told;

	/** Whether it can be asked without reflection. */
	private final boolean quick;

	/** Whether no other advice stands between this one and the method. */
	private volatile boolean nearest;

	FallbackInterceptor(AdvisedClass advisedClass, Advised proxy) {
		this.advisedClass = advisedClass;
		this.proxy = proxy;
		this.told = proxy instanceof ProxyCreatorSupport;
		this.quick = !Proxy.isProxyClass(proxy.getClass());
		if (proxy instanceof ProxyCreatorSupport creator) {
			creator.addListener(this);
		}
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		MethodPlan plan = this.advisedClass.plan(invocation.getMethod());
		ProxyMethodInvocation proxied = (ProxyMethodInvocation) invocation;
		boolean direct = this.told ? this.nearest : (this.quick && last());
		return this.advisedClass.executor()
			.execute(direct ? new DirectCall(plan, proxied) : new ProxiedCall(plan, proxied));
	}

	@Override
	public void activated(AdvisedSupport advised) {
		this.nearest = last();
	}

	@Override
	public void adviceChanged(AdvisedSupport advised) {
		this.nearest = last();
	}

	private boolean last() {
		return this.proxy.indexOf(this) == this.proxy.getAdvisorCount() - 1;
	}

}
