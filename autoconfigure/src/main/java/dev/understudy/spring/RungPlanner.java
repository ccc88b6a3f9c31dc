package dev.understudy.spring;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.understudy.DegradeTo;
import dev.understudy.health.Ticker;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.LastGoodRung;
import dev.understudy.routing.Rung;
import dev.understudy.routing.RungCondition;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.TextRung;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;

/**
 * Makes rungs of {@link DegradeTo} annotations, and finds what is wrong with them.
 */
final class RungPlanner {

	private final Function<String, String> placeholders;

	private final Expressions expressions;

	private final QuestionKeys keys;

	private final TextConverter converter;

	private final LastGoodAnswers answers;

	private final Ticker ticker;

	RungPlanner(Function<String, String> placeholders, Expressions expressions, QuestionKeys keys,
			TextConverter converter, LastGoodAnswers answers, Ticker ticker) {
		this.placeholders = placeholders;
		this.expressions = expressions;
		this.keys = keys;
		this.converter = converter;
		this.answers = answers;
		this.ticker = ticker;
	}

	Optional<Rung> plan(DegradeTo rung, String chain, Method method, Class<?> targetClass, AnswerShape shape,
			Problems problems) {
		long set = Stream.of(rung.value(), rung.text(), rung.lastGood()).filter((each) -> !each.isEmpty()).count();
		if (set != 1) {
			problems.add("@DegradeTo sets " + set + " of value, text and lastGood", "set exactly one of them");
			return Optional.empty();
		}
		RungCondition condition = new RungCondition(Set.of(rung.when()), null);
		if (!rung.value().isEmpty()) {
			List<DegradeMethod> methods = new DegradeMethods(method, targetClass, shape).named(rung.value(), problems);
			return methods.isEmpty() ? Optional.empty() : Optional.of(new MethodRung(methods, condition));
		}
		if (shape.isVoid()) {
			problems.add("@DegradeTo gives an answer to a method that returns none", "let a method answer instead");
			return Optional.empty();
		}
		return rung.text().isEmpty() ? lastGood(rung, chain, method, condition, problems)
				: text(rung, condition, shape, problems);
	}

	private Optional<Rung> text(DegradeTo rung, RungCondition condition, AnswerShape shape, Problems problems) {
		try {
			String text = this.placeholders.apply(rung.text());
			if (this.converter.convert(text, shape.type()).isPresent()) {
				return Optional.of(new TextRung(text, condition, this.converter));
			}
		}
		catch (IllegalArgumentException ex) {
			problems.add("@DegradeTo text '" + rung.text() + "' cannot be resolved",
					"define the property that it names");
			return Optional.empty();
		}
		problems.add("@DegradeTo text does not convert to " + shape.type().getName(),
				"let a method answer instead, or add a converter from String");
		return Optional.empty();
	}

	private Optional<Rung> lastGood(DegradeTo rung, String chain, Method method, RungCondition condition,
			Problems problems) {
		Duration age = age(rung.lastGood(), problems);
		Function<Proceeding, @Nullable String> key = key(rung, chain, method, problems);
		if (age == null || key == null) {
			return Optional.empty();
		}
		return Optional.of(new KeyedRung(new LastGoodRung(age, condition, this.answers, this.ticker), key));
	}

	private @Nullable Duration age(String text, Problems problems) {
		try {
			Duration age = DurationStyle.detectAndParse(this.placeholders.apply(text));
			if (!age.isNegative() && !age.isZero()) {
				return age;
			}
		}
		catch (IllegalArgumentException ex) {
			// told below, together with lengths that are not positive
		}
		problems.add("@DegradeTo lastGood '" + text + "' is no length of time", "write one such as 30m or 1h");
		return null;
	}

	private @Nullable Function<Proceeding, @Nullable String> key(DegradeTo rung, String chain, Method method,
			Problems problems) {
		if (rung.key().isEmpty()) {
			List<String> opaque = QuestionKeys.withoutValue(method);
			if (!opaque.isEmpty()) {
				problems.add("@DegradeTo lastGood cannot tell questions apart by arguments of type " + opaque,
						"set its key to an expression over what they hold");
				return null;
			}
			return this.keys.byArguments(chain, method);
		}
		try {
			Expression expression = this.expressions.parse(rung.key());
			List<String> unknown = this.expressions.unknownVariables(expression, method);
			if (unknown.isEmpty()) {
				return this.keys.byExpression(chain, method, expression);
			}
			problems.add("@DegradeTo key '" + rung.key() + "' uses the unknown variables " + unknown,
					"use parameters of the method: " + this.expressions.parameters(method));
		}
		catch (ParseException ex) {
			problems.add("@DegradeTo key '" + rung.key() + "' cannot be read",
					"write a SpEL expression over the parameters");
		}
		return null;
	}

}
