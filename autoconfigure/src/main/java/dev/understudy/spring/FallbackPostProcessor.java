package dev.understudy.spring;

import java.lang.reflect.Modifier;
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
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.SmartClassLoader;
import org.springframework.util.function.SingletonSupplier;

/**
 * Puts the advice before beans with annotated methods, into the proxy they have or into
 * one of its own. Its place among other advice is its order: of equal orders it comes
 * last, nearest to the method.
 * <p>
 * Plans are made as soon as all singletons are there, and later with each bean, so that
 * no call is the first to find a mistake.
 */
public class FallbackPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private static final long serialVersionUID = 1L;

	private final transient Supplier<MethodPlans> plans;

	private final int adviceOrder;

	private final transient Map<Class<?>, AdvisedClass> classes = new ConcurrentHashMap<>();

	private transient @Nullable ConfigurableListableBeanFactory beanFactory;

	private volatile boolean started;

	public FallbackPostProcessor(Supplier<MethodPlans> plans, int adviceOrder) {
		this.plans = SingletonSupplier.of(plans);
		this.adviceOrder = adviceOrder;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = (beanFactory instanceof ConfigurableListableBeanFactory listable) ? listable : null;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
		this.classes.values().forEach(AdvisedClass::prepare);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// What a factory of proxies makes comes here, too.
		if (bean instanceof AopInfrastructureBean || (bean instanceof FactoryBean<?> && bean instanceof Advised)) {
			return bean;
		}
		AdvisedClass type = advisedClass(AopUtils.getTargetClass(bean));
		if (!type.needed()) {
			return bean;
		}
		if (this.started) {
			type.prepare();
		}
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvisor(place(advised), advisor(type, advised));
			return bean;
		}
		return proxy(bean, beanName, type);
	}

	/** Makes the class of a proxy when the context is processed ahead of time. */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		boolean proxied = Proxy.isProxyClass(beanClass) || SpringProxy.class.isAssignableFrom(beanClass);
		if (proxied || AopInfrastructureBean.class.isAssignableFrom(beanClass) || !advisedClass(beanClass).needed()) {
			return beanClass;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.copyFrom(this);
		factory.setFrozen(false);
		factory.setTargetClass(beanClass);
		if (this.beanFactory != null && AutoProxyUtils.shouldProxyTargetClass(this.beanFactory, beanName)) {
			factory.setProxyTargetClass(true);
		}
		if (!chooseKind(factory, beanClass)) {
			return beanClass;
		}
		factory.addAdvisor(advisor(advisedClass(beanClass), factory));
		return factory.getProxyClass(loader(beanClass));
	}

	private AdvisedClass advisedClass(Class<?> targetClass) {
		return this.classes.computeIfAbsent(targetClass, (type) -> new AdvisedClass(type, this.plans));
	}

	private Advisor advisor(AdvisedClass type, Advised proxy) {
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(type.pointcut(),
				new FallbackInterceptor(type, proxy));
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

	private Object proxy(Object bean, String beanName, AdvisedClass type) {
		ProxyFactory factory = prepareProxyFactory(bean, beanName);
		if (!chooseKind(factory, bean.getClass())) {
			return bean;
		}
		factory.addAdvisor(advisor(type, factory));
		return factory.getProxy(loader(bean.getClass()));
	}

	/** Whether there can be a proxy; if not, the check at start-up tells of it. */
	private boolean chooseKind(ProxyFactory factory, Class<?> beanClass) {
		boolean closed = Modifier.isFinal(beanClass.getModifiers());
		if (closed) {
			factory.setProxyTargetClass(false);
		}
		if (!factory.isProxyTargetClass() && factory.getProxiedInterfaces().length == 0) {
			evaluateProxyInterfaces(beanClass, factory);
		}
		return !closed || !factory.isProxyTargetClass();
	}

	/** A class that is not reloaded cannot see the interfaces of a reloading loader. */
	private @Nullable ClassLoader loader(Class<?> type) {
		ClassLoader loader = getProxyClassLoader();
		return (loader instanceof SmartClassLoader smart && loader != type.getClassLoader())
				? smart.getOriginalClassLoader() : loader;
	}

}
