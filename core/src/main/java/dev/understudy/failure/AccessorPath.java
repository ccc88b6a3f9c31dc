package dev.understudy.failure;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Accessors to be called one after the other, each on what the one before returned.
 */
record AccessorPath(List<String> steps) {

	static List<AccessorPath> all(String... paths) {
		return Arrays.stream(paths).map((path) -> new AccessorPath(List.of(path.split("\\.")))).toList();
	}

	boolean startsAt(Accessors accessors) {
		return accessors.have(this.steps.get(0));
	}

	@Nullable Object read(Object start) {
		Object current = start;
		for (String step : this.steps) {
			Object next = Accessors.of(current).read(current, step);
			if (next == null) {
				return null;
			}
			current = next;
		}
		return current;
	}

}
