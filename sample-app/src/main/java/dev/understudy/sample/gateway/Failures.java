package dev.understudy.sample.gateway;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import dev.understudy.ChainExhaustedException;
import dev.understudy.PartialAnswerException;
import dev.understudy.UnknownNameException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.sample.web.ClientFailures;

/**
 * Says what a client is told of a call that failed. What the provider has said stays
 * here.
 */
final class Failures {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final ClientFailures clients;

	Failures(ClientFailures clients) {
		this.clients = clients;
	}

	ApiException refusal(Throwable thrown) {
		return read(thrown).asException();
	}

	ApiError read(Throwable thrown) {
		if (thrown instanceof ApiException refused) {
			return refused.error();
		}
		if (thrown instanceof ChainExhaustedException exhausted) {
			return of(exhausted.kind()).with(exhausted.retryAfter(), Report.of(exhausted));
		}
		if (thrown instanceof PartialAnswerException partial) {
			return of(partial.failure().kind()).with(partial.failure().retryAfter(), Report.of(partial));
		}
		if (thrown instanceof UnknownNameException) {
			return ApiError.invalid(404, "model_not_found", "model", "The model no longer exists");
		}
		if (thrown instanceof RejectedExecutionException) {
			return new ApiError(503, ApiError.SERVER, "overloaded", null, "The gateway has too much to do", SOON, null);
		}
		// A failure that does not fall back is the very one that the client threw.
		Failure failure = this.clients.read(thrown);
		ApiError error = of(failure.kind());
		return new ApiError(error.status(), error.type(), error.code(), error.param(), error.message(),
				failure.retryAfter(), null);
	}

	private static ApiError of(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT -> error(429, "rate_limit_error", "rate_limit_exceeded", "Too many requests for now");
			case QUOTA_EXHAUSTED -> error(429, "insufficient_quota", "insufficient_quota", "The quota is used up");
			case CONTEXT_LENGTH -> ApiError.invalid(400, "context_length_exceeded", "messages",
					"The messages are too long for every model that could answer");
			case CONTENT_FILTER -> ApiError.invalid(400, "content_filter", null,
					"A content filter has refused the messages or the answer");
			case BAD_REQUEST ->
				ApiError.invalid(400, "invalid_request", null, "The provider has refused the request as invalid");
			case TIMEOUT -> error(504, ApiError.SERVER, "timeout", "No model answered in time");
			case UNAVAILABLE -> error(503, ApiError.SERVER, "unavailable", "No model is available now");
			case CANCELLED -> error(503, ApiError.SERVER, "cancelled", "The call was cancelled");
			case INVALID_RESPONSE ->
				error(502, ApiError.SERVER, "invalid_response", "The answer was empty, cut off or unreadable");
			case SERVER_ERROR, NETWORK_ERROR, AUTH_ERROR, MODEL_NOT_FOUND, UNKNOWN ->
				error(502, ApiError.SERVER, "provider_error", "The provider failed");
		};
	}

	private static ApiError error(int status, String type, String code, String message) {
		return new ApiError(status, type, code, null, message, null, null);
	}

}
