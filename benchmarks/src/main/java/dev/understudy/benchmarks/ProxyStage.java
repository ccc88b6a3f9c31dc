package dev.understudy.benchmarks;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.ProxyFactory;

/**
 * Puts an assistant behind a class proxy of Spring with one interceptor.
 */
final class ProxyStage {

	private ProxyStage() {
	}

	/** The floor: an interceptor that does nothing but go on. */
	static Stage empty() {
		return Stage.of(proxy(new PlainAssistant(), (invocation) -> invocation.proceed()));
	}

	/** What a hand-written aspect with a counter and a timer would do. */
	static Stage timed() {
		return Stage.of(proxy(new PlainAssistant(), new TimingInterceptor()));
	}

	static Assistant proxy(Assistant target, MethodInterceptor interceptor) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		factory.addAdvice(interceptor);
		return (Assistant) factory.getProxy();
	}

}
