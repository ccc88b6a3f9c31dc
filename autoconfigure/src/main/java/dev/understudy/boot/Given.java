package dev.understudy.boot;

import org.jspecify.annotations.Nullable;

/**
 * What is written, or else what holds without it.
 */
final class Given {

	private Given() {
	}

	static <T> T or(@Nullable T written, T otherwise) {
		return (written != null) ? written : otherwise;
	}

}
