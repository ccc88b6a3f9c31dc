package dev.understudy.spring;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.understudy.health.Ticker;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Puts together what advises beans: the check at start-up, and the plans of methods.
 */
public final class AdviceAssembly {

	private final ConfigurableListableBeanFactory beanFactory;

	private final MethodPlanner planner;

	public AdviceAssembly(ConfigurableListableBeanFactory beanFactory, ChainCatalog catalog, TextConverter converter,
			LastGoodAnswers answers, Ticker ticker, Supplier<@Nullable String> principal) {
		this.beanFactory = beanFactory;
		Function<String, String> placeholders = (text) -> resolved(beanFactory, text);
		Expressions expressions = new Expressions(beanFactory);
		RungPlanner rungs = new RungPlanner(placeholders, expressions, converter, answers, ticker);
		this.planner = new MethodPlanner(catalog, placeholders, expressions, rungs, principal);
	}

	/**
	 * The check of all beans' annotations.
	 * @param proxies whether the advice stands in proxies, so that some methods are out
	 * of its reach
	 * @return the check
	 */
	public StartupCheck check(boolean proxies) {
		return new AnnotationCheck(this.beanFactory, this.planner, proxies);
	}

	/**
	 * The plans of methods, executed by an engine.
	 * @param understudy the engine
	 * @param refusal what to throw for mistakes in a bean that start-up has not seen
	 * @return the plans
	 */
	public MethodPlans plans(Understudy understudy, Function<List<Problem>, RuntimeException> refusal) {
		return new MethodPlans(this.planner, new MethodReach(this.beanFactory, true),
				new FallbackExecutor(understudy, reactive(understudy)), refusal);
	}

	private static @Nullable ReactiveExecutor reactive(Understudy understudy) {
		boolean present = ClassUtils.isPresent("reactor.core.publisher.Flux", AdviceAssembly.class.getClassLoader());
		return present ? new ReactorExecutor(new ReactiveCalls(understudy, understudy.context())) : null;
	}

	private static String resolved(ConfigurableListableBeanFactory beanFactory, String text) {
		String value = beanFactory.resolveEmbeddedValue(text);
		return (value != null) ? value : text;
	}

}
