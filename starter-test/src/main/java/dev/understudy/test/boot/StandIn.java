package dev.understudy.test.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.test.Performance;
import dev.understudy.test.ScriptedModels;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Answers in the place of a bean's methods, once for each attempt of a model.
 */
final class StandIn implements MethodInterceptor {

	private final String beanName;

	private final Class<?> type;

	private final Supplier<ScriptedModels> models;

	private final Supplier<BodyRules> rules;

	StandIn(String beanName, Class<?> type, Supplier<ScriptedModels> models, Supplier<BodyRules> rules) {
		this.beanName = beanName;
		this.type = type;
		this.models = models;
		this.rules = rules;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		CurrentModel.Running running = CurrentModel.current();
		if (running == null || this.rules.get().runs(this.beanName, this.type)) {
			return invocation.proceed();
		}
		List<@Nullable Object> arguments = asked(invocation.getArguments());
		Performance performance = this.models.get().perform(running.model(), question(arguments), arguments);
		String subject = invocation.getMethod().getDeclaringClass().getSimpleName() + "."
				+ invocation.getMethod().getName();
		return new Delivery(performance, running, subject)
			.as(ResolvableType.forMethodReturnType(invocation.getMethod(), this.type));
	}

	/** Without the model that the advice has filled in. */
	private static List<@Nullable Object> asked(@Nullable Object[] arguments) {
		List<@Nullable Object> asked = new ArrayList<>(Arrays.asList(arguments));
		asked.removeIf(Model.class::isInstance);
		return asked;
	}

	private static String question(List<@Nullable Object> arguments) {
		for (Object argument : arguments) {
			if (argument instanceof CharSequence text) {
				return text.toString();
			}
		}
		return "";
	}

}
