package dev.understudy.failure;

import java.util.EnumSet;
import java.util.Set;

/**
 * Says what an HTTP status means, and which codes may say otherwise.
 */
final class StatusRules {

	private static final Set<FailureKind> TELLING = EnumSet.of(FailureKind.QUOTA_EXHAUSTED, FailureKind.CONTENT_FILTER,
			FailureKind.CONTEXT_LENGTH, FailureKind.MODEL_NOT_FOUND, FailureKind.AUTH_ERROR, FailureKind.RATE_LIMIT,
			FailureKind.UNAVAILABLE);

	private StatusRules() {
	}

	/**
	 * Returns whether it depends on the sender whether the status is about the model.
	 */
	static boolean dependOnSender(int status) {
		return switch (status) {
			case 401, 403, 404, 409, 410, 425, 499 -> true;
			default -> false;
		};
	}

	/**
	 * Returns what the status means by itself.
	 * @param trusted whether a model's client sent the request
	 */
	static Evidence evidence(int status, boolean trusted) {
		return switch (status) {
			case 401, 403 -> sender(FailureKind.AUTH_ERROR, FailureKind.UNKNOWN, trusted);
			case 404, 410 -> sender(FailureKind.MODEL_NOT_FOUND, FailureKind.UNKNOWN, trusted);
			case 409, 425, 499 -> sender(FailureKind.SERVER_ERROR, FailureKind.BAD_REQUEST, trusted);
			case 402 -> Evidence.of(FailureKind.QUOTA_EXHAUSTED, Strength.STATUS);
			case 408 -> Evidence.of(FailureKind.TIMEOUT, Strength.STATUS);
			case 413 -> Evidence.of(FailureKind.CONTEXT_LENGTH, Strength.STATUS);
			case 429 -> Evidence.of(FailureKind.RATE_LIMIT, Strength.STATUS);
			case 503, 529 -> Evidence.of(FailureKind.UNAVAILABLE, Strength.STATUS);
			default -> byClass(status / 100);
		};
	}

	/**
	 * Returns whether an error code of that kind is believed beside the status.
	 */
	static boolean admitsCode(int status, FailureKind kind) {
		return switch (status) {
			case 402, 408, 413, 503, 529 -> false;
			case 429 -> kind == FailureKind.QUOTA_EXHAUSTED || kind == FailureKind.UNAVAILABLE;
			case 401, 403, 404, 410 -> TELLING.contains(kind);
			default -> status < 500 || TELLING.contains(kind);
		};
	}

	/**
	 * Returns whether words that mean that kind are believed beside the status.
	 */
	static boolean admitsWords(int status, FailureKind kind) {
		if (status == 429) {
			return kind == FailureKind.QUOTA_EXHAUSTED;
		}
		return status == 0 || (TELLING.contains(kind) && admitsCode(status, kind));
	}

	private static Evidence sender(FailureKind client, FailureKind other, boolean trusted) {
		return trusted ? Evidence.of(client, Strength.STATUS) : Evidence.of(other, Strength.REFUSAL);
	}

	private static Evidence byClass(int hundreds) {
		return switch (hundreds) {
			case 5 -> Evidence.of(FailureKind.SERVER_ERROR, Strength.STATUS);
			case 4 -> Evidence.of(FailureKind.BAD_REQUEST, Strength.REFUSAL);
			case 2 -> Evidence.of(FailureKind.INVALID_RESPONSE, Strength.REFUSAL);
			default -> Evidence.of(FailureKind.UNKNOWN, Strength.REFUSAL);
		};
	}

}
