package dev.understudy.actuate;

/**
 * Names in the paths of requests.
 */
final class PathNames {

	private PathNames() {
	}

	/** The name that the decoded segments of a path spell, which may have slashes. */
	static String join(String... segments) {
		return String.join("/", segments);
	}

}
