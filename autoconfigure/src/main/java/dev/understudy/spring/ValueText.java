package dev.understudy.spring;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a value holds, as a text that is the same for equal values and for no others.
 */
final class ValueText {

	private ValueText() {
	}

	static String of(@Nullable Object value) {
		if (value == null) {
			return "null";
		}
		if (value instanceof Set<?> set) {
			return joined("set", set.stream().map(ValueText::of).sorted());
		}
		if (value instanceof Collection<?> list) {
			return joined("list", list.stream().map(ValueText::of));
		}
		if (value instanceof Map<?, ?> map) {
			return joined("map",
					map.entrySet()
						.stream()
						.map((entry) -> joined("entry", Stream.of(of(entry.getKey()), of(entry.getValue()))))
						.sorted());
		}
		if (value instanceof Optional<?> optional) {
			return joined("optional", optional.stream().map(ValueText::of));
		}
		return value.getClass().isArray() ? joined(value.getClass().getName(), elements(value))
				: value.getClass().getName() + ":" + value;
	}

	private static Stream<String> elements(Object array) {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < Array.getLength(array); i++) {
			elements.add(of(Array.get(array, i)));
		}
		return elements.stream();
	}

	/** The length before each part keeps "ab", "c" apart from "a", "bc". */
	private static String joined(String kind, Stream<String> parts) {
		StringBuilder text = new StringBuilder(kind);
		parts.forEach((part) -> text.append(' ').append(part.length()).append(':').append(part));
		return text.toString();
	}

}
