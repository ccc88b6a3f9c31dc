package dev.understudy.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The headers of an HTTP answer, whatever object a library keeps them in.
 */
@FunctionalInterface
interface Headers {

	/** No headers at all. */
	Headers NONE = (name) -> List.of();

	/**
	 * Returns the values of the header with the given lower-case name.
	 */
	List<String> values(String name);

	static Headers of(@Nullable Object source) {
		if (source == null) {
			return NONE;
		}
		if (source instanceof Map<?, ?> map) {
			return (name) -> valuesOf(map, name);
		}
		Accessors accessors = Accessors.of(source);
		return (name) -> PlainValue.texts(accessors.lookUp(source, name));
	}

	private static List<String> valuesOf(Map<?, ?> map, String name) {
		List<String> values = new ArrayList<>();
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (name.equalsIgnoreCase(PlainValue.text(entry.getKey()))) {
				values.addAll(PlainValue.texts(entry.getValue()));
			}
		}
		return values;
	}

}
