package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Tells types whose objects are told apart by what they hold from those whose objects are
 * only the same as themselves.
 */
final class ValueTypes {

	/** Types on the way to a decision, which may hold themselves. */
	private final Set<Class<?>> underWay = new HashSet<>();

	private ValueTypes() {
	}

	static boolean hold(ResolvableType type) {
		return new ValueTypes().holds(type);
	}

	private boolean holds(ResolvableType type) {
		if (type.isArray()) {
			return holds(type.getComponentType());
		}
		Class<?> raw = type.resolve(Object.class);
		for (Class<?> container : Set.of(Collection.class, Map.class, Optional.class)) {
			if (container.isAssignableFrom(raw)) {
				ResolvableType held = type.as(container);
				return held.hasGenerics() && Arrays.stream(held.getGenerics()).allMatch(this::holds);
			}
		}
		return BeanUtils.isSimpleValueType(raw) || TemporalAmount.class.isAssignableFrom(raw) || !this.underWay.add(raw)
				|| holdsByItsKind(type, raw);
	}

	private boolean holdsByItsKind(ResolvableType type, Class<?> raw) {
		if (raw.isRecord()) {
			return Arrays.stream(raw.getRecordComponents()).allMatch((component) -> holds(component, type));
		}
		if (raw.isSealed()) {
			return Arrays.stream(raw.getPermittedSubclasses()).allMatch((each) -> holds(ResolvableType.forClass(each)));
		}
		return !Modifier.isAbstract(raw.getModifiers()) && overrides(raw, "equals", Object.class)
				&& overrides(raw, "toString");
	}

	/** An array in a record makes two records differ that hold the same. */
	private boolean holds(RecordComponent component, ResolvableType owner) {
		return !component.getType().isArray() && holds(ResolvableType.forType(component.getGenericType(), owner));
	}

	private static boolean overrides(Class<?> type, String name, Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(type, name, parameters);
		return method != null && method.getDeclaringClass() != Object.class;
	}

}
