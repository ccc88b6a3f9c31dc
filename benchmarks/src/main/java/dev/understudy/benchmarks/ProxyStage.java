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
		Models models = Scene.HEALTHY.models();
		return Stage.of(new PlainAssistant(models), models);
	}

	/** The floor: an interceptor that does nothing but go on. */
	static Stage empty() {
		return of((invocation) -> invocation.proceed());
	}

	/** What a hand-written interceptor with a counter and a timer would do. */
	static Stage timed() {
		return of(new TimingInterceptor());
	}

	static Stage of(MethodInterceptor interceptor) {
		Models models = Scene.HEALTHY.models();
		ProxyFactory factory = new ProxyFactory(new PlainAssistant(models));
		factory.setProxyTargetClass(true);
		factory.addAdvice(interceptor);
		return Stage.of((Assistant) factory.getProxy(), models);
	}

}
