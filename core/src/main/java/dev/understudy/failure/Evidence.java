package dev.understudy.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What one throwable in a chain of causes tells about the failure.
 */
record Evidence(FailureKind kind, Strength strength, int status, @Nullable Duration retryAfter) {

	static Evidence of(FailureKind kind, Strength strength) {
		return new Evidence(kind, strength, 0, null);
	}

	/**
	 * Returns the more telling of two pieces, the first one if they are equally telling,
	 * with what only the other one knows.
	 */
	static @Nullable Evidence best(@Nullable Evidence first, @Nullable Evidence second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return (second.strength.compareTo(first.strength) > 0) ? second.completedBy(first) : first.completedBy(second);
	}

	Failure failure(Throwable cause) {
		return new Failure(this.kind, this.retryAfter, this.status, cause);
	}

	private Evidence completedBy(Evidence other) {
		if (other.status == 0 && other.retryAfter == null) {
			return this;
		}
		return new Evidence(this.kind, this.strength, (this.status != 0) ? this.status : other.status,
				(this.retryAfter != null) ? this.retryAfter : other.retryAfter);
	}

}
