package dev.understudy.benchmarks;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.ProxyFactory;

/**
 * Puts an assistant behind a class proxy of Spring with one interceptor.
 */
final class ProxyStage {

	private ProxyStage() {
	}

	static Stage direct() {
		return Stage.of(new PlainAssistant(Scene.HEALTHY.models()));
	}

	/** The floor: an interceptor that does nothing but go on. */
	static Stage empty() {
		return Stage.of(proxy((invocation) -> invocation.proceed()));
	}

	/** What a hand-written interceptor with a counter and a timer would do. */
	static Stage timed() {
		return Stage.of(proxy(new TimingInterceptor()));
	}

	static Assistant proxy(MethodInterceptor interceptor) {
		ProxyFactory factory = new ProxyFactory(new PlainAssistant(Scene.HEALTHY.models()));
		factory.setProxyTargetClass(true);
		factory.addAdvice(interceptor);
		return (Assistant) factory.getProxy();
	}

}
