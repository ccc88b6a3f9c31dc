package dev.understudy.failure;

import java.util.List;

/**
 * A list of package prefixes.
 */
record Packages(List<String> prefixes) {

	static Packages of(String... prefixes) {
		return new Packages(List.of(prefixes));
	}

	boolean hold(String className) {
		for (String prefix : this.prefixes) {
			if (className.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
