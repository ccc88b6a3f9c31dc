package dev.understudy.spring;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.BeanResolver;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * An expression over the arguments of one method, parsed once. Immutable.
 *
 * @param expression the expression
 * @param variables the variables that it uses, and which argument each stands for
 * @param beans finds the beans that it names
 */
record ArgumentExpression(Expression expression, Map<String, Integer> variables, BeanResolver beans) {

	@Nullable Object evaluate(MethodCall call) {
		StandardEvaluationContext context = new StandardEvaluationContext(call.self());
		context.setBeanResolver(this.beans);
		@Nullable Object[] arguments = call.arguments();
		this.variables.forEach((name, index) -> context.setVariable(name, arguments[index]));
		return this.expression.getValue(context);
	}

}
