package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.understudy.Model;
import dev.understudy.routing.QuestionKey;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * What makes two calls of a method the same question: chain, method, return type, who
 * asks, and the arguments or the value of an expression.
 */
final class QuestionKeys {

	private QuestionKeys() {
	}

	/**
	 * The key by all arguments but the model; {@code null} for every call of a method
	 * whose arguments cannot be told apart by what they hold.
	 */
	static Function<MethodCall, @Nullable String> byArguments(ChainChoice chain, AnnotatedMethod method) {
		if (!opaque(method).isEmpty()) {
			return (call) -> null;
		}
		String origin = origin(method);
		return (call) -> {
			List<String> parts = parts(origin, chain, call);
			for (Object argument : call.arguments()) {
				if (!(argument instanceof Model)) {
					parts.add(ValueText.of(argument));
				}
			}
			return QuestionKey.of(parts.toArray());
		};
	}

	/** The key by the value of an expression; {@code null} where that is {@code null}. */
	static Function<MethodCall, @Nullable String> byExpression(ChainChoice chain, AnnotatedMethod method,
			ArgumentExpression expression) {
		String origin = origin(method);
		return (call) -> {
			Object value = expression.evaluate(call);
			if (value == null) {
				return null;
			}
			List<String> parts = parts(origin, chain, call);
			parts.add(ValueText.of(value));
			return QuestionKey.of(parts.toArray());
		};
	}

	/** The types of the arguments that cannot be told apart by what they hold. */
	static List<String> opaque(AnnotatedMethod method) {
		return method.parameters()
			.stream()
			.filter((type) -> type.resolve(Object.class) != Model.class && !ValueTypes.hold(type))
			.map(ResolvableType::toString)
			.toList();
	}

	/** What is the same for all calls of a method. */
	private static String origin(AnnotatedMethod method) {
		return method.targetClass().getName() + " " + method.method().toGenericString();
	}

	private static List<String> parts(String origin, ChainChoice chain, MethodCall call) {
		List<String> parts = new ArrayList<>();
		parts.add(chain.of(call));
		parts.add(origin);
		parts.add(ValueText.of(call.principal()));
		return parts;
	}

}
