package dev.understudy.failure;

import org.jspecify.annotations.Nullable;

/**
 * What the mere type of a throwable tells, with a glance at the throwable where the type
 * leaves it open.
 */
@FunctionalInterface
interface Sign {

	/** The sign of a type that tells nothing. */
	Sign NONE = (thrown) -> null;

	@Nullable Evidence in(Throwable thrown);

	static Sign of(FailureKind kind, Strength strength) {
		Evidence evidence = Evidence.of(kind, strength);
		return (thrown) -> evidence;
	}

}
