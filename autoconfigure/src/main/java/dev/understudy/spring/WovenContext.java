package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * One application context in aspectj mode, from its refresh to its close. The woven
 * methods of a bean follow the plans of the context that created it; other objects, and
 * static methods, those of the newest context.
 */
public final class WovenContext implements InstantiationAwareBeanPostProcessor, InitializingBean, DisposableBean {

	/**
	 * The contexts that are open, the newest one last. Static because AspectJ, and no
	 * bean factory, makes the aspect that looks here.
	 */
	private static volatile List<WovenContext> open = List.of();

	private final SingletonSupplier<MethodPlans> plans;

	private final WeakIdentitySet beans = new WeakIdentitySet();

	private final Map<Class<?>, Boolean> woven = new ConcurrentHashMap<>();

	private final Map<MethodClassKey, Optional<MethodPlan>> resolved = new ConcurrentHashMap<>();

	/**
	 * A context.
	 * @param plans how its methods are called
	 */
	public WovenContext(Supplier<MethodPlans> plans) {
		this.plans = SingletonSupplier.of(plans);
	}

	/** The context for calls of an object; {@code null} when none is open. */
	static @Nullable WovenContext of(@Nullable Object target) {
		List<WovenContext> all = open;
		int newest = all.size() - 1;
		if (newest > 0 && target != null) {
			for (int i = newest; i >= 0; i--) {
				if (all.get(i).beans.contains(target)) {
					return all.get(i);
				}
			}
		}
		return (newest >= 0) ? all.get(newest) : null;
	}

	@Override
	public void afterPropertiesSet() {
		synchronized (WovenContext.class) {
			List<WovenContext> all = new ArrayList<>(open);
			all.add(this);
			open = List.copyOf(all);
		}
	}

	@Override
	public void destroy() {
		synchronized (WovenContext.class) {
			open = open.stream().filter((each) -> each != this).toList();
		}
	}

	@Override
	public boolean postProcessAfterInstantiation(Object bean, String beanName) {
		if (this.woven.computeIfAbsent(bean.getClass(), Woven::type)) {
			this.beans.add(bean);
		}
		return true;
	}

	/** The plan of a method; {@code null} when its calls are to be let through. */
	@Nullable MethodPlan plan(Method method, @Nullable Object target) {
		Class<?> type = (target != null) ? ClassUtils.getUserClass(target) : method.getDeclaringClass();
		MethodClassKey key = new MethodClassKey(method, type);
		Optional<MethodPlan> plan = this.resolved.get(key);
		if (plan == null) {
			plan = isAdvised(method, type) ? Optional.of(this.plans.obtain().of(method, type)) : Optional.empty();
			this.resolved.put(key, plan);
		}
		return plan.orElse(null);
	}

	@Nullable Object execute(MethodCall call) throws Throwable {
		return this.plans.obtain().executor().execute(call);
	}

	/** A method that an override calls is part of that override's attempt. */
	private static boolean isAdvised(Method method, Class<?> type) {
		return AopUtils.getMostSpecificMethod(method, type).equals(method)
				&& FallbackAnnotations.of(method, type).fallback() != null;
	}

}
