package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Parses expressions over the arguments of methods, once each, and evaluates them.
 */
final class Expressions {

	private static final Pattern POSITIONAL = Pattern.compile("[ap](\\d+)");

	private final SpelExpressionParser parser = new SpelExpressionParser();

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private final BeanFactoryResolver beans;

	Expressions(BeanFactory beanFactory) {
		this.beans = new BeanFactoryResolver(beanFactory);
	}

	/** An expression such as {@code #userId}. */
	Expression parse(String text) {
		return this.parser.parseExpression(text);
	}

	/** A text with expressions such as {@code #{#user.premium ? 'best' : 'cheap'}}. */
	Expression parseTemplate(String text) {
		return this.parser.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
	}

	@Nullable Object evaluate(Expression expression, Proceeding call) {
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(call.self(), call.method(),
				call.arguments(), this.names);
		context.setBeanResolver(this.beans);
		return expression.getValue(context);
	}

	/** The variables of an expression that are no parameter of the method. */
	List<String> unknownVariables(Expression expression, Method method) {
		List<String> unknown = new ArrayList<>();
		if (expression instanceof SpelExpression spel) {
			collect(spel.getAST(), parameters(method), method.getParameterCount(), unknown);
		}
		return unknown;
	}

	List<String> parameters(Method method) {
		@Nullable String @Nullable [] found = this.names.getParameterNames(method);
		List<String> all = new ArrayList<>();
		if (found != null) {
			for (String name : found) {
				if (name != null) {
					all.add(name);
				}
			}
		}
		return all;
	}

	private static void collect(SpelNode node, List<String> parameters, int count, List<String> unknown) {
		String text = node.toStringAST();
		boolean variable = node.getClass().getSimpleName().equals("VariableReference");
		if (variable && !known(text.substring(1), parameters, count)) {
			unknown.add(text.substring(1));
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			collect(node.getChild(i), parameters, count, unknown);
		}
	}

	private static boolean known(String name, List<String> parameters, int count) {
		if (parameters.contains(name) || name.equals("root") || name.equals("this")) {
			return true;
		}
		Matcher positional = POSITIONAL.matcher(name);
		return positional.matches() && Integer.parseInt(positional.group(1)) < count;
	}

}
