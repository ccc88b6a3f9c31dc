package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.understudy.Model;
import dev.understudy.routing.QuestionKey;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.expression.Expression;
import org.springframework.util.ReflectionUtils;

/**
 * What makes two calls of a method the same question: chain, method, return type, who
 * asks, and the arguments or the value of an expression.
 */
final class QuestionKeys {

	private final Expressions expressions;

	private final Supplier<@Nullable String> principal;

	QuestionKeys(Expressions expressions, Supplier<@Nullable String> principal) {
		this.expressions = expressions;
		this.principal = principal;
	}

	/** The key by all arguments but the model. */
	Function<Proceeding, @Nullable String> byArguments(String chain, Method method) {
		return (call) -> {
			List<@Nullable Object> parts = parts(chain, method);
			for (Object argument : call.arguments()) {
				if (!(argument instanceof Model)) {
					parts.add(readable(argument));
				}
			}
			return QuestionKey.of(parts.toArray());
		};
	}

	/** The key by the value of an expression; {@code null} where that is {@code null}. */
	Function<Proceeding, @Nullable String> byExpression(String chain, Method method, Expression expression) {
		return (call) -> {
			Object value = this.expressions.evaluate(expression, call);
			if (value == null) {
				return null;
			}
			List<@Nullable Object> parts = parts(chain, method);
			parts.add(readable(value));
			return QuestionKey.of(parts.toArray());
		};
	}

	/** The parameters of a method whose values cannot be told apart by what they hold. */
	static List<String> withoutValue(Method method) {
		List<String> types = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			ResolvableType type = ResolvableType.forMethodParameter(method, i);
			if (type.resolve(Object.class) != Model.class && !hasValue(type)) {
				types.add(type.resolve(Object.class).getSimpleName());
			}
		}
		return types;
	}

	private List<@Nullable Object> parts(String chain, Method method) {
		List<@Nullable Object> parts = new ArrayList<>();
		parts.add(chain);
		parts.add(method.toGenericString());
		parts.add(method.getGenericReturnType());
		parts.add(this.principal.get());
		return parts;
	}

	private static @Nullable Object readable(@Nullable Object value) {
		if (value != null && value.getClass().isArray()) {
			String nested = Arrays.deepToString(new Object[] { value });
			return value.getClass().getName() + nested;
		}
		return (value != null) ? value.getClass().getName() + ":" + value : null;
	}

	private static boolean hasValue(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (type.isArray()) {
			return hasValue(type.getComponentType());
		}
		if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw) || raw == Optional.class) {
			return Arrays.stream(type.getGenerics()).allMatch(QuestionKeys::hasValue);
		}
		return BeanUtils.isSimpleValueType(raw) || CharSequence.class.isAssignableFrom(raw)
				|| TemporalAccessor.class.isAssignableFrom(raw) || TemporalAmount.class.isAssignableFrom(raw)
				|| raw.isRecord() || raw.isSealed() || tellsItsValue(raw);
	}

	private static boolean tellsItsValue(Class<?> type) {
		return !type.isInterface() && !Modifier.isAbstract(type.getModifiers())
				&& overrides(type, "equals", Object.class) && overrides(type, "toString");
	}

	private static boolean overrides(Class<?> type, String name, Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(type, name, parameters);
		return method != null && method.getDeclaringClass() != Object.class;
	}

}
