package dev.understudy.test.boot;

import java.util.function.Supplier;

import dev.understudy.ModelRouter;
import dev.understudy.test.ScriptedModels;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts a stand-in right before each method that goes through a chain, behind all other
 * advice, and around each router call. Runs after the processors that are ordered, so
 * that the advice is there.
 */
final class StandInPostProcessor implements BeanPostProcessor {

	private final Supplier<ScriptedModels> models;

	private final Supplier<BodyRules> rules;

	private final ChainMethods methods = new ChainMethods();

	StandInPostProcessor(Supplier<ScriptedModels> models, Supplier<BodyRules> rules) {
		this.models = models;
		this.rules = rules;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ModelRouter router) {
			return new ScriptedRouter(router, new RouterCalls(this.models, this.rules));
		}
		Class<?> type = AopUtils.getTargetClass(bean);
		if (bean instanceof Advised advised && !advised.isFrozen() && AopUtils.canApply(this.methods, type)) {
			advised.addAdvisor(place(advised),
					new DefaultPointcutAdvisor(this.methods, new StandIn(beanName, type, this.models, this.rules)));
		}
		return bean;
	}

	/** Without a target, the last advice is what answers. */
	private static int place(Advised advised) {
		boolean bodiless = advised.getTargetSource().getTargetClass() == null;
		return advised.getAdvisors().length - (bodiless ? 1 : 0);
	}

}
