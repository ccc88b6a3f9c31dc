package dev.understudy.spring;

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

/**
 * Makes rungs of {@link DegradeTo} annotations, and finds what is wrong with them.
 */
final class RungPlanner {

	private final Function<String, String> placeholders;

	private final Expressions expressions;

	private final TextConverter converter;

	private final LastGoodAnswers answers;

	private final Ticker ticker;

	RungPlanner(Function<String, String> placeholders, Expressions expressions, TextConverter converter,
			LastGoodAnswers answers, Ticker ticker) {
		this.placeholders = placeholders;
		this.expressions = expressions;
		this.converter = converter;
		this.answers = answers;
		this.ticker = ticker;
	}

	Optional<Rung> plan(DegradeTo rung, ChainChoice chain, AnnotatedMethod method, Problems problems) {
		long set = Stream.of(rung.value(), rung.text(), rung.lastGood()).filter((each) -> !each.isEmpty()).count();
		if (set != 1) {
			problems.add("@DegradeTo sets " + set + " of value, text and lastGood", "set exactly one of them");
			return Optional.empty();
		}
		RungCondition condition = new RungCondition(Set.copyOf(List.of(rung.when())), null);
		if (!rung.value().isEmpty()) {
			List<DegradeMethod> methods = new DegradeMethods(method).named(rung.value(), problems);
			return methods.isEmpty() ? Optional.empty() : Optional.of(new MethodRung(methods, condition));
		}
		if (method.shape().isVoid()) {
			problems.add("@DegradeTo gives an answer to a method that returns none", "let a method answer instead");
			return Optional.empty();
		}
		return rung.text().isEmpty() ? lastGood(rung, chain, method, condition, problems)
				: text(rung, condition, method.shape().type(), problems);
	}

	private Optional<Rung> text(DegradeTo rung, RungCondition condition, Class<?> type, Problems problems) {
		String text;
		try {
			text = this.placeholders.apply(rung.text());
		}
		catch (IllegalArgumentException ex) {
			problems.add("@DegradeTo text '" + rung.text() + "' cannot be resolved",
					"define the property that it names");
			return Optional.empty();
		}
		if (this.converter.convert(text, type).isEmpty()) {
			problems.add("@DegradeTo text '" + text + "' does not convert to " + type.getName(),
					"let a method answer instead, or add a converter from String");
			return Optional.empty();
		}
		return Optional.of(new TextRung(text, condition, this.converter));
	}

	private Optional<Rung> lastGood(DegradeTo rung, ChainChoice chain, AnnotatedMethod method, RungCondition condition,
			Problems problems) {
		Duration age = age(rung.lastGood(), problems);
		Function<MethodCall, @Nullable String> key = key(rung, chain, method, problems);
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

	private @Nullable Function<MethodCall, @Nullable String> key(DegradeTo rung, ChainChoice chain,
			AnnotatedMethod method, Problems problems) {
		if (!rung.key().isEmpty()) {
			ArgumentExpression key = this.expressions.parse(rung.key(), "@DegradeTo key", method, problems);
			return (key != null) ? QuestionKeys.byExpression(chain, method, key) : null;
		}
		List<String> opaque = QuestionKeys.opaque(method);
		if (!opaque.isEmpty()) {
			problems.add("@DegradeTo lastGood cannot tell questions apart by arguments of type " + opaque,
					"set its key to an expression over what they hold");
			return null;
		}
		return QuestionKeys.byArguments(chain, method);
	}

}
