package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Puts the advice before beans with annotated methods, into the proxy they have or into
 * one of its own. Its place among other advice is its order: of equal orders it comes
 * last, nearest to the method.
 */
public class FallbackPostProcessor extends ProxyProcessorSupport
		implements SmartInstantiationAwareBeanPostProcessor, BeanFactoryAware {

	private static final long serialVersionUID = 1L;

	private final transient Supplier<MethodPlans> plans;

	private final int adviceOrder;

	private final transient Map<Class<?>, Boolean> annotated = new ConcurrentHashMap<>();

	private transient @Nullable ConfigurableListableBeanFactory beanFactory;

	public FallbackPostProcessor(Supplier<MethodPlans> plans, int adviceOrder) {
		this.plans = plans;
		this.adviceOrder = adviceOrder;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (beanFactory instanceof ConfigurableListableBeanFactory listable) ? listable : null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean) {
			return bean;
		}
		Class<?> targetClass = AopUtils.getTargetClass(bean);
		if (!isAnnotated(targetClass)) {
			return bean;
		}
		Advisor advisor = advisor(targetClass);
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvisor(place(advised), advisor);
			return bean;
		}
		return proxy(bean, beanName, advisor);
	}

	/** Makes the class of a proxy when the context is processed ahead of time. */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		boolean proxied = Proxy.isProxyClass(beanClass) || SpringProxy.class.isAssignableFrom(beanClass);
		if (proxied || AopInfrastructureBean.class.isAssignableFrom(beanClass) || !isAnnotated(beanClass)) {
			return beanClass;
		}
		ProxyFactory factory = factory(beanClass, beanName);
		factory.setTargetClass(beanClass);
		factory.addAdvisor(advisor(beanClass));
		return factory.getProxyClass(getProxyClassLoader());
	}

	private boolean isAnnotated(Class<?> targetClass) {
		return this.annotated.computeIfAbsent(targetClass, (type) -> AopUtils.canApply(new Annotated(), type));
	}

	private Advisor advisor(Class<?> targetClass) {
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(new Annotated(),
				new FallbackInterceptor(targetClass, this.plans));
		advisor.setOrder(this.adviceOrder);
		return advisor;
	}

	private int place(Advised advised) {
		Advisor[] advisors = advised.getAdvisors();
		int place = 0;
		while (place < advisors.length && order(advisors[place]) <= this.adviceOrder) {
			place++;
		}
		// Without a target, the last advice is what answers; nothing behind it is
		// reached.
		boolean bodiless = advised.getTargetSource().getTargetClass() == null;
		return (bodiless && advisors.length != 0) ? Math.min(place, advisors.length - 1) : place;
	}

	private static int order(Advisor advisor) {
		return (advisor instanceof Ordered ordered) ? ordered.getOrder() : Ordered.LOWEST_PRECEDENCE;
	}

	private Object proxy(Object bean, String beanName, Advisor advisor) {
		ProxyFactory factory = factory(bean.getClass(), beanName);
		factory.setTarget(bean);
		factory.addAdvisor(advisor);
		factory.setFrozen(false);
		return factory.getProxy(getProxyClassLoader());
	}

	private ProxyFactory factory(Class<?> beanClass, String beanName) {
		ProxyFactory factory = new ProxyFactory();
		factory.copyFrom(this);
		boolean wanted = this.beanFactory != null && AutoProxyUtils.shouldProxyTargetClass(this.beanFactory, beanName);
		if (Proxy.isProxyClass(beanClass) || !(factory.isProxyTargetClass() || wanted)) {
			factory.setProxyTargetClass(false);
			evaluateProxyInterfaces(beanClass, factory);
		}
		else {
			factory.setProxyTargetClass(true);
		}
		return factory;
	}

	/**
	 * Matches methods that an annotation holds for.
	 */
	private static final class Annotated extends StaticMethodMatcherPointcut {

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return FallbackAnnotations.of(method, targetClass).present();
		}

	}

}
