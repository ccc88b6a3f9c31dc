package dev.understudy.failure;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Knows the providers' error codes, whichever way they are spelled.
 */
final class ErrorCodes {

	/** What matters more comes first, where an answer holds several codes. */
	private static final List<FailureKind> BY_WEIGHT = List.of(FailureKind.QUOTA_EXHAUSTED, FailureKind.CONTENT_FILTER,
			FailureKind.CONTEXT_LENGTH, FailureKind.MODEL_NOT_FOUND, FailureKind.AUTH_ERROR, FailureKind.RATE_LIMIT,
			FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.NETWORK_ERROR, FailureKind.SERVER_ERROR,
			FailureKind.CANCELLED, FailureKind.BAD_REQUEST);

	/** Codes that only providers of models use. */
	private static final Map<FailureKind, List<String>> PLAIN = new EnumMap<>(FailureKind.class);

	/**
	 * Codes that anybody may use, so that they say nothing unless a client throws them.
	 */
	private static final Map<FailureKind, List<String>> COMMON = new EnumMap<>(FailureKind.class);

	static {
		PLAIN.put(FailureKind.QUOTA_EXHAUSTED,
				List.of("insufficient_quota", "credit_balance_exhausted", "billing_error", "billing_hard_limit_reached",
						"billing_not_active", "insufficient_balance", "insufficient_credits", "insufficient_funds",
						"exceeded_current_quota_error", "ServiceQuotaExceededException"));
		PLAIN.put(FailureKind.CONTENT_FILTER,
				List.of("content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation",
						"content_filter_error", "image_content_policy_violation", "moderation_blocked",
						"data_inspection_failed", "prohibited_content"));
		PLAIN.put(FailureKind.CONTEXT_LENGTH, List.of("context_length_exceeded", "context_window_exceeded",
				"exceed_context_size_error", "request_too_large", "string_above_max_length", "max_tokens_exceeded"));
		PLAIN.put(FailureKind.MODEL_NOT_FOUND, List.of("model_not_found", "DeploymentNotFound", "model_not_available",
				"unknown_model", "invalid_model", "model_not_exist", "model_decommissioned", "not_found_error"));
		PLAIN.put(FailureKind.AUTH_ERROR,
				List.of("invalid_api_key", "api_key_invalid", "incorrect_api_key", "missing_api_key", "api_key_expired",
						"authentication_error", "invalid_authentication", "invalid_authentication_error",
						"permission_error", "account_deactivated", "UnrecognizedClientException",
						"ExpiredTokenException", "InvalidSignatureException", "MissingAuthenticationTokenException",
						"IncompleteSignatureException"));
		PLAIN.put(FailureKind.RATE_LIMIT,
				List.of("rate_limit_error", "rate_limit_exceeded", "rate_limit_reached_error", "RESOURCE_EXHAUSTED",
						"ThrottlingException", "too_many_requests", "TooManyRequestsException", "rate_limited",
						"tokens_usage_based"));
		PLAIN.put(FailureKind.UNAVAILABLE, List.of("overloaded_error", "engine_overloaded_error", "engine_overloaded",
				"ServiceUnavailableException", "ModelNotReadyException", "server_overloaded"));
		PLAIN.put(FailureKind.TIMEOUT, List.of("ModelTimeoutException", "timeout_error"));
		PLAIN.put(FailureKind.SERVER_ERROR, List.of("server_error", "api_error", "InternalServerException",
				"ModelErrorException", "ModelStreamErrorException", "internal_server_error"));
		PLAIN.put(FailureKind.BAD_REQUEST, List.of("invalid_request_error", "INVALID_ARGUMENT"));

		COMMON.put(FailureKind.MODEL_NOT_FOUND, List.of("NOT_FOUND", "ResourceNotFoundException"));
		COMMON.put(FailureKind.AUTH_ERROR,
				List.of("UNAUTHENTICATED", "PERMISSION_DENIED", "AccessDeniedException", "unauthorized", "forbidden"));
		COMMON.put(FailureKind.RATE_LIMIT, List.of("Throttling", "TooManyRequests"));
		COMMON.put(FailureKind.UNAVAILABLE, List.of("UNAVAILABLE", "overloaded", "service_unavailable"));
		COMMON.put(FailureKind.TIMEOUT, List.of("DEADLINE_EXCEEDED", "timeout"));
		COMMON.put(FailureKind.SERVER_ERROR, List.of("INTERNAL"));
		COMMON.put(FailureKind.BAD_REQUEST, List.of("ValidationException", "FAILED_PRECONDITION"));
	}

	private static final Map<String, FailureKind> PLAIN_KINDS = byCode(PLAIN);

	private static final Map<String, FailureKind> COMMON_KINDS = byCode(COMMON);

	private ErrorCodes() {
	}

	/**
	 * Returns the weightiest meaning of the codes.
	 * @param trusted whether a client throws them, so that common words count too
	 */
	static Optional<FailureKind> kind(Iterable<String> codes, boolean trusted) {
		FailureKind weightiest = null;
		for (String code : codes) {
			String letters = letters(code);
			FailureKind kind = PLAIN_KINDS.get(letters);
			if (kind == null && trusted) {
				kind = COMMON_KINDS.get(letters);
			}
			weightiest = weightier(weightiest, kind);
		}
		return Optional.ofNullable(weightiest);
	}

	static @Nullable FailureKind weightier(@Nullable FailureKind first, @Nullable FailureKind second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return (weight(second) < weight(first)) ? second : first;
	}

	/**
	 * Returns the codes that mean that kind wherever they are found.
	 */
	static List<String> plain(FailureKind kind) {
		return PLAIN.getOrDefault(kind, List.of());
	}

	private static int weight(FailureKind kind) {
		return BY_WEIGHT.indexOf(kind);
	}

	private static Map<String, FailureKind> byCode(Map<FailureKind, List<String>> codes) {
		Map<String, FailureKind> kinds = new HashMap<>();
		codes.forEach((kind, names) -> names.forEach((name) -> kinds.put(letters(name), kind)));
		return kinds;
	}

	// "com.amazonaws#ThrottlingException:http://…" is how the AWS protocols write theirs
	private static String letters(String code) {
		int start = code.lastIndexOf('#') + 1;
		int end = code.indexOf(':', start);
		StringBuilder letters = new StringBuilder();
		for (char c : code.substring(start, (end >= 0) ? end : code.length()).toCharArray()) {
			int symbol = PhraseTable.symbol(c);
			if (symbol >= 0) {
				letters.append(Character.toLowerCase(c));
			}
		}
		return letters.toString();
	}

}
