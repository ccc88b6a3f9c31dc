package dev.understudy.failure;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import com.azure.core.exception.HttpResponseException;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the providers' own libraries throw, in the shapes in which they throw it.
 */
class ProviderFailuresTests {

	private static final String GEMINI_QUOTA = "You exceeded your current quota, please check your plan and billing "
			+ "details. * Quota exceeded for metric: generate_content_free_tier_requests, limit: 10";

	@ParameterizedTest
	@MethodSource({ "openAi", "anthropic", "google", "bedrock", "azure" })
	void readsProviders(FailureKind kind, int status, Throwable thrown) {
		Failure failure = Classified.failure(thrown);
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.httpStatus()).isEqualTo(status);
		assertThat(failure.cause()).isSameAs(thrown);
		Failure wrapped = Classified.failure(new CompletionException(thrown));
		assertThat(wrapped).isEqualTo(failure);
	}

	static Stream<Arguments> openAi() {
		return Stream.of(
				arguments(FailureKind.RATE_LIMIT, 429,
						new RateLimitException("Rate limit reached for gpt-4.1", "rate_limit_exceeded")),
				arguments(FailureKind.RATE_LIMIT, 429,
						new RateLimitException("Request too large for gpt-4.1 on tokens per min (TPM)",
								"rate_limit_exceeded")),
				arguments(FailureKind.RATE_LIMIT, 429, new RateLimitException("Slow down", null)),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new RateLimitException("You exceeded your current quota", "insufficient_quota")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new RateLimitException("Try again in 20s", "insufficient_quota")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new RateLimitException("You exceeded your current quota, please check your plan", null)),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						new BadRequestException("Too many tokens", "context_length_exceeded")),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						new BadRequestException("This model's maximum context length is 8192 tokens", null)),
				arguments(FailureKind.CONTENT_FILTER, 400, new BadRequestException("Refused", "content_filter")),
				arguments(FailureKind.CONTENT_FILTER, 400,
						new BadRequestException("Refused", "content_policy_violation")),
				arguments(FailureKind.BAD_REQUEST, 400,
						new BadRequestException("Unknown parameter", "unknown_parameter")),
				arguments(FailureKind.BAD_REQUEST, 422, new UnexpectedStatusCodeException(422, "No", null)),
				arguments(FailureKind.AUTH_ERROR, 401,
						new UnauthorizedException("Incorrect API key provided", "invalid_api_key")),
				arguments(FailureKind.AUTH_ERROR, 401, new UnauthorizedException("No", null)),
				arguments(FailureKind.AUTH_ERROR, 403, new PermissionDeniedException("No", null)),
				arguments(FailureKind.QUOTA_EXHAUSTED, 403,
						new PermissionDeniedException("No", "billing_hard_limit_reached")),
				arguments(FailureKind.MODEL_NOT_FOUND, 403, new PermissionDeniedException("No", "model_not_found")),
				arguments(FailureKind.MODEL_NOT_FOUND, 404,
						new NotFoundException("The model `gpt-9` does not exist", "model_not_found")),
				arguments(FailureKind.MODEL_NOT_FOUND, 404, new NotFoundException("No", null)),
				arguments(FailureKind.QUOTA_EXHAUSTED, 402, new UnexpectedStatusCodeException(402, "Pay", null)),
				arguments(FailureKind.TIMEOUT, 408, new UnexpectedStatusCodeException(408, "Late", null)),
				arguments(FailureKind.SERVER_ERROR, 409, new UnexpectedStatusCodeException(409, "Locked", null)),
				arguments(FailureKind.CONTEXT_LENGTH, 413, new UnexpectedStatusCodeException(413, "Large", null)),
				arguments(FailureKind.SERVER_ERROR, 500, new UnexpectedStatusCodeException(500, "Oh", "server_error")),
				arguments(FailureKind.UNAVAILABLE, 503, new UnexpectedStatusCodeException(503, "Busy", null)),
				arguments(FailureKind.SERVER_ERROR, 504, new UnexpectedStatusCodeException(504, "Late", "timeout")),
				arguments(FailureKind.CONTENT_FILTER, 400,
						new BadRequestException(
								"Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
								"invalid_prompt")),
				arguments(FailureKind.INVALID_RESPONSE, 0, new OpenAIInvalidDataException("`id` is not set")),
				arguments(FailureKind.INVALID_RESPONSE, 0,
						new OpenAIInvalidDataException("Error reading response",
								new ProtocolException("unexpected end of stream"))),
				arguments(FailureKind.TIMEOUT, 0,
						new OpenAIInvalidDataException("Error reading response",
								new SocketTimeoutException("Read timed out"))),
				arguments(FailureKind.NETWORK_ERROR, 0,
						new OpenAIInvalidDataException("Error reading response",
								new SocketException("Connection reset"))),
				arguments(FailureKind.TIMEOUT, 0,
						new OpenAIIoException("Failed", new InterruptedIOException("timeout"))),
				arguments(FailureKind.NETWORK_ERROR, 0, new OpenAIIoException("Failed", new ConnectException())),
				arguments(FailureKind.NETWORK_ERROR, 0, new OpenAIIoException("Failed")));
	}

	static Stream<Arguments> anthropic() {
		return Stream.of(arguments(FailureKind.RATE_LIMIT, 429, anthropic(429, "rate_limit_error", "Too much")),
				arguments(FailureKind.UNAVAILABLE, 529, anthropic(529, "overloaded_error", "Overloaded")),
				arguments(FailureKind.UNAVAILABLE, 200, anthropic(200, "overloaded_error", "Overloaded")),
				arguments(FailureKind.SERVER_ERROR, 500, anthropic(500, "api_error", "Internal server error")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 400,
						anthropic(400, "invalid_request_error", "Your credit balance is too low to use the API")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 403, anthropic(403, "billing_error", "Check your billing")),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						anthropic(400, "invalid_request_error", "prompt is too long: 200001 tokens > 200000 maximum")),
				arguments(FailureKind.CONTEXT_LENGTH, 413, anthropic(413, "request_too_large", "Too large")),
				arguments(FailureKind.BAD_REQUEST, 400,
						anthropic(400, "invalid_request_error", "max_tokens: required")),
				arguments(FailureKind.AUTH_ERROR, 401, anthropic(401, "authentication_error", "invalid x-api-key")),
				arguments(FailureKind.AUTH_ERROR, 403, anthropic(403, "permission_error", "Not allowed")),
				arguments(FailureKind.MODEL_NOT_FOUND, 404, anthropic(404, "not_found_error", "model: claude-9")),
				arguments(FailureKind.NETWORK_ERROR, 0, new AnthropicIoException("Failed")),
				arguments(FailureKind.TIMEOUT, 0, new AnthropicIoException("Failed", new SocketTimeoutException())));
	}

	static Stream<Arguments> google() {
		return Stream.of(
				arguments(FailureKind.QUOTA_EXHAUSTED, 429, new ApiException(429, "RESOURCE_EXHAUSTED", GEMINI_QUOTA)),
				arguments(FailureKind.RATE_LIMIT, 429,
						new ApiException(429, "RESOURCE_EXHAUSTED", GEMINI_QUOTA + " Please retry in 55.57s.")),
				arguments(FailureKind.RATE_LIMIT, 429,
						new ApiException(429, "RESOURCE_EXHAUSTED", GEMINI_QUOTA + "\"retryDelay\": \"17s\"")),
				arguments(FailureKind.RATE_LIMIT, 429,
						new ApiException(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new ApiException(429, "RESOURCE_EXHAUSTED", GEMINI_QUOTA + " Please retry in 20h")),
				arguments(FailureKind.UNAVAILABLE, 503, new ApiException(503, "UNAVAILABLE", "Overloaded")),
				arguments(FailureKind.SERVER_ERROR, 500, new ApiException(500, "INTERNAL", "An error has occurred")),
				arguments(FailureKind.AUTH_ERROR, 403, new ApiException(403, "PERMISSION_DENIED", "No")),
				arguments(FailureKind.AUTH_ERROR, 400,
						new ApiException(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")),
				arguments(FailureKind.MODEL_NOT_FOUND, 404,
						new ApiException(404, "NOT_FOUND", "models/gemini-9 is not found for API version v1beta")),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						new ApiException(400, "INVALID_ARGUMENT",
								"The input token count exceeds the maximum number of tokens allowed (1048576).")),
				arguments(FailureKind.BAD_REQUEST, 400, new ApiException(400, "INVALID_ARGUMENT", "Bad schema")),
				arguments(FailureKind.NETWORK_ERROR, 0, new GenAiIOException("Failed")));
	}

	static Stream<Arguments> bedrock() {
		return Stream.of(arguments(FailureKind.RATE_LIMIT, 429, bedrock(429, "ThrottlingException", "Too many tokens")),
				arguments(FailureKind.RATE_LIMIT, 400, bedrock(400, "ThrottlingException", "Too many tokens")),
				arguments(FailureKind.RATE_LIMIT, 0, new ThrottlingException(0, null, "Slow down")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 400, bedrock(400, "ServiceQuotaExceededException", "No more")),
				arguments(FailureKind.AUTH_ERROR, 403, bedrock(403, "AccessDeniedException", "No access")),
				arguments(FailureKind.AUTH_ERROR, 400, bedrock(400, "UnrecognizedClientException", "Bad token")),
				arguments(FailureKind.MODEL_NOT_FOUND, 404, bedrock(404, "ResourceNotFoundException", "Not here")),
				arguments(FailureKind.MODEL_NOT_FOUND, 400,
						bedrock(400, "ValidationException", "The provided model identifier is invalid.")),
				arguments(FailureKind.TIMEOUT, 408, bedrock(408, "ModelTimeoutException", "Too slow")),
				arguments(FailureKind.SERVER_ERROR, 424, bedrock(424, "ModelErrorException", "Failed")),
				arguments(FailureKind.UNAVAILABLE, 429, bedrock(429, "ModelNotReadyException", "Starting")),
				arguments(FailureKind.UNAVAILABLE, 503, bedrock(503, "ServiceUnavailableException", "Busy")),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						bedrock(400, "ValidationException", "Input is too long for requested model.")),
				arguments(FailureKind.BAD_REQUEST, 400, bedrock(400, "ValidationException", "Malformed input")),
				arguments(FailureKind.CANCELLED, 0, new AbortedException("Thread was interrupted")),
				arguments(FailureKind.AUTH_ERROR, 0,
						new SdkClientException("Unable to load credentials from any of the providers in the chain")),
				arguments(FailureKind.NETWORK_ERROR, 0,
						new SdkClientException("Unable to execute HTTP request: connect", new ConnectException())));
	}

	static Stream<Arguments> azure() {
		return Stream.of(arguments(FailureKind.RATE_LIMIT, 429, azure(429, "429")),
				arguments(FailureKind.CONTENT_FILTER, 400, azure(400, "content_filter")),
				arguments(FailureKind.CONTENT_FILTER, 400, azure(400, "ResponsibleAIPolicyViolation")),
				arguments(FailureKind.CONTENT_FILTER, 400,
						new HttpResponseException("Refused", HttpResponseException.HttpResponse.of(400, Map.of()),
								Map.of("error", Map.of("innererror", "ResponsibleAIPolicyViolation")))),
				arguments(FailureKind.MODEL_NOT_FOUND, 404, azure(404, "DeploymentNotFound")),
				arguments(FailureKind.AUTH_ERROR, 401, azure(401, "401")),
				arguments(FailureKind.UNKNOWN, 0, new HttpResponseException("Lost", null, null)));
	}

	@Test
	void staysAwayAsLongAsAsked() {
		assertThat(Classified.failure(new RateLimitException("Slow down", null, Map.of("retry-after", List.of("7"))))
			.retryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(Classified
			.failure(new AnthropicServiceException(529, "overloaded_error", "Overloaded",
					Map.of("retry-after", List.of("9"))))
			.retryAfter()).isEqualTo(Duration.ofSeconds(9));
		assertThat(Classified
			.failure(new BedrockRuntimeException(429, "ThrottlingException", "Slow", Map.of("retry-after", "3")))
			.retryAfter()).isEqualTo(Duration.ofSeconds(3));
		assertThat(Classified
			.failure(new HttpResponseException("Slow",
					HttpResponseException.HttpResponse.of(429, Map.of("retry-after-ms", "1500")), null))
			.retryAfter()).isEqualTo(Duration.ofMillis(1500));
		assertThat(
				Classified.failure(new ApiException(429, "RESOURCE_EXHAUSTED", "Please retry in 55.5s.")).retryAfter())
			.isEqualTo(Duration.ofMillis(55_500));
	}

	@Test
	void doesNotTakeAnotherServiceOfTheSameHouseForModel() {
		assertThat(Classified.kind(new NoSuchKeyException(404, "NoSuchKey", "The specified key does not exist")))
			.isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new NoSuchKeyException(403, "AccessDenied", "Access Denied")))
			.isEqualTo(FailureKind.UNKNOWN);
	}

	private static AnthropicServiceException anthropic(int status, String type, String message) {
		return new AnthropicServiceException(status, type, message, Map.of());
	}

	private static BedrockRuntimeException bedrock(int status, String code, String message) {
		return new BedrockRuntimeException(status, code, message);
	}

	private static HttpResponseException azure(int status, String code) {
		return new HttpResponseException("Status code " + status,
				HttpResponseException.HttpResponse.of(status, Map.of()), new HttpResponseException.ResponseError(code));
	}

}
