package dev.understudy.spring;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ReflectionUtils;

/**
 * Parses expressions over the arguments of methods, and finds what is wrong with them.
 */
final class Expressions {

	private final SpelExpressionParser parser = new SpelExpressionParser();

	private final BeanFactoryResolver beans;

	Expressions(BeanFactory beanFactory) {
		this.beans = new BeanFactoryResolver(beanFactory);
	}

	/**
	 * An expression such as {@code #userId}; {@code null} when something is wrong.
	 * @param what what the expression is called in the report
	 */
	@Nullable ArgumentExpression parse(String text, String what, AnnotatedMethod method, Problems problems) {
		return parse(text, null, what, method, problems);
	}

	/**
	 * A text with expressions such as {@code #{#user.premium ? 'best' : 'cheap'}};
	 * {@code null} when something is wrong.
	 * @param what what the text is called in the report
	 */
	@Nullable ArgumentExpression parseTemplate(String text, String what, AnnotatedMethod method, Problems problems) {
		return parse(text, ParserContext.TEMPLATE_EXPRESSION, what, method, problems);
	}

	private @Nullable ArgumentExpression parse(String text, @Nullable ParserContext template, String what,
			AnnotatedMethod method, Problems problems) {
		Expression parsed;
		try {
			parsed = (template != null) ? this.parser.parseExpression(text, template)
					: this.parser.parseExpression(text);
		}
		catch (ParseException | IllegalStateException ex) {
			problems.add(what + " '" + text + "' cannot be read", "write a SpEL expression over the parameters");
			return null;
		}
		return bound(parsed, what + " '" + text + "'", method, problems);
	}

	private @Nullable ArgumentExpression bound(Expression parsed, String what, AnnotatedMethod method,
			Problems problems) {
		ExpressionNames names = ExpressionNames.of(parsed);
		Map<String, Integer> known = method.variables();
		Map<String, Integer> used = new LinkedHashMap<>();
		Set<String> unknown = new TreeSet<>();
		for (String name : names.variables()) {
			Integer index = known.getOrDefault(name, position(name, method.method().getParameterCount()));
			if (index != null) {
				used.put(name, index);
			}
			else {
				unknown.add("#" + name);
			}
		}
		names.properties().stream().filter((name) -> !has(method.targetClass(), name)).forEach(unknown::add);
		if (unknown.isEmpty()) {
			return new ArgumentExpression(parsed, Map.copyOf(used), this.beans);
		}
		List<String> usable = known.keySet().stream().map((name) -> "#" + name).toList();
		problems.add(what + " uses the unknown names " + unknown, usable.isEmpty()
				? "give the method parameters to choose from" : "use parameters of the method: " + usable);
		return null;
	}

	/** The index that a name such as {@code p0} or {@code a0} stands for. */
	private static @Nullable Integer position(String name, int count) {
		for (int i = 0; i < count; i++) {
			if (name.equals("p" + i) || name.equals("a" + i)) {
				return i;
			}
		}
		return null;
	}

	/** Whether the bean itself, which is the root of every expression, has a property. */
	private static boolean has(Class<?> type, String property) {
		Field field = ReflectionUtils.findField(type, property);
		return type.isInterface() || BeanUtils.getPropertyDescriptor(type, property) != null
				|| (field != null && Modifier.isPublic(field.getModifiers()));
	}

}
