package dev.understudy.failure;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Knows the exceptions of libraries by their names, so that none of them is needed here.
 */
final class LibraryFailures {

	/** By simple name, in the packages of client libraries. */
	private static final Map<String, Sign> OF_CLIENTS = new HashMap<>();

	/** By full name. */
	private static final Map<String, Sign> OF_TRANSPORTS = new HashMap<>();

	private static final Sign TIMEOUT = Sign.of(FailureKind.TIMEOUT, Strength.TYPE);

	private static final Sign UNREADABLE = Sign.of(FailureKind.INVALID_RESPONSE, Strength.GENERAL);

	static {
		ofClients(FailureKind.RATE_LIMIT, Strength.TYPE, "RateLimitException", "ThrottlingException",
				"TooManyRequestsException");
		ofClients(FailureKind.QUOTA_EXHAUSTED, Strength.TYPE, "ServiceQuotaExceededException");
		ofClients(FailureKind.UNAVAILABLE, Strength.TYPE, "ServiceUnavailableException", "ModelNotReadyException");
		ofClients(FailureKind.SERVER_ERROR, Strength.TYPE, "InternalServerException", "ServerException",
				"ModelErrorException", "ModelStreamErrorException");
		ofClients(FailureKind.AUTH_ERROR, Strength.TYPE, "AuthenticationException", "UnauthorizedException",
				"PermissionDeniedException", "AccessDeniedException", "ClientAuthenticationException",
				"NoCredentialsException", "CredentialUnavailableException");
		ofClients(FailureKind.MODEL_NOT_FOUND, Strength.TYPE, "ModelNotFoundException", "NotFoundException",
				"ResourceNotFoundException");
		ofClients(FailureKind.CONTENT_FILTER, Strength.TYPE, "ContentFilteredException");
		ofClients(FailureKind.INVALID_RESPONSE, Strength.TYPE, "OutputParsingException");
		ofClients(FailureKind.INVALID_RESPONSE, Strength.GENERAL, "OpenAIInvalidDataException",
				"AnthropicInvalidDataException");
		ofClients(FailureKind.BAD_REQUEST, Strength.TYPE, "BadRequestException", "InvalidRequestException",
				"UnprocessableEntityException", "ValidationException", "UnsupportedFeatureException");
		ofClients(FailureKind.CANCELLED, Strength.TYPE, "AbortedException");
		ofClients(FailureKind.NETWORK_ERROR, Strength.GENERAL, "OpenAIIoException", "AnthropicIoException",
				"GenAiIOException", "UnresolvedModelServerException", "NetworkException");

		Sign network = Sign.of(FailureKind.NETWORK_ERROR, Strength.GENERAL);
		OF_TRANSPORTS.put("org.springframework.web.client.ResourceAccessException", network);
		OF_TRANSPORTS.put("org.springframework.web.reactive.function.client.WebClientRequestException", network);

		Sign unwritable = Sign.of(FailureKind.BAD_REQUEST, Strength.GENERAL);
		OF_TRANSPORTS.put("org.springframework.http.converter.HttpMessageNotWritableException", unwritable);
		OF_TRANSPORTS.put("org.springframework.core.codec.EncodingException", unwritable);

		OF_TRANSPORTS.put("org.springframework.web.client.RestClientException", UNREADABLE);
		OF_TRANSPORTS.put("org.springframework.web.reactive.function.UnsupportedMediaTypeException", UNREADABLE);
		OF_TRANSPORTS.put("org.springframework.core.io.buffer.DataBufferLimitException", UNREADABLE);
	}

	private LibraryFailures() {
	}

	static Optional<Sign> sign(Class<?> type) {
		for (@Nullable
		Class<?> current = type; current != null
				&& !current.getName().startsWith("java."); current = current.getSuperclass()) {
			Sign sign = signOf(current);
			if (sign != null) {
				return Optional.of(sign);
			}
		}
		return Optional.empty();
	}

	private static @Nullable Sign signOf(Class<?> type) {
		Sign sign = OF_TRANSPORTS.get(type.getName());
		if (sign == null && ClientLibraries.own(type)) {
			sign = OF_CLIENTS.get(type.getSimpleName());
		}
		if (sign == null && type.getName().endsWith("TimeoutException")) {
			sign = TIMEOUT;
		}
		if (sign == null && ClientLibraries.read(type.getName())) {
			sign = UNREADABLE;
		}
		return sign;
	}

	private static void ofClients(FailureKind kind, Strength strength, String... simpleNames) {
		for (String simpleName : simpleNames) {
			OF_CLIENTS.put(simpleName, Sign.of(kind, strength));
		}
	}

}
