package dev.understudy.failure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParseException;
import com.openai.errors.RateLimitException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What Spring, Spring AI and LangChain4j throw.
 */
class FrameworkFailuresTests {

	private static final String OPENAI_BODY = """
			{
			  "error": {"message": "%s", "type": "invalid_request_error", "param": null, "code": "%s"}
			}""";

	@ParameterizedTest
	@MethodSource({ "spring", "springAi", "langChain4j" })
	void readsFrameworks(FailureKind kind, int status, Throwable thrown) {
		Failure failure = Classified.failure(thrown);
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.httpStatus()).isEqualTo(status);
		assertThat(failure.cause()).isSameAs(thrown);
		assertThat(Classified.kind(new RuntimeException("failed", thrown))).isEqualTo(kind);
	}

	static Stream<Arguments> spring() {
		return Stream.of(arguments(FailureKind.RATE_LIMIT, 429, rest(429, "")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429, rest(429, body("You exceeded", "insufficient_quota"))),
				arguments(FailureKind.CONTEXT_LENGTH, 400, rest(400, body("Long", "context_length_exceeded"))),
				arguments(FailureKind.CONTENT_FILTER, 400, rest(400, body("Refused", "content_filter"))),
				arguments(FailureKind.BAD_REQUEST, 400, rest(400, "{\"error\": \"field x\"}")),
				arguments(FailureKind.BAD_REQUEST, 405, rest(405, "")),
				arguments(FailureKind.BAD_REQUEST, 409, rest(409, "{\"title\": \"Order is closed\"}")),
				arguments(FailureKind.SERVER_ERROR, 500, rest(500, "{\"error\": \"model runner has stopped\"}")),
				arguments(FailureKind.CONTEXT_LENGTH, 500, rest(500, "{\"error\": \"input length exceeds maximum\"}")),
				arguments(FailureKind.SERVER_ERROR, 502, rest(502, "<html>Bad Gateway</html>")),
				arguments(FailureKind.UNAVAILABLE, 503, rest(503, "<html>try later</html>")),
				arguments(FailureKind.RATE_LIMIT, 429, web(429, "")),
				arguments(FailureKind.UNAVAILABLE, 529, web(529, "")),
				arguments(FailureKind.INVALID_RESPONSE, 200, web(200, "<html>")),
				arguments(FailureKind.UNKNOWN, 302, web(302, "")),
				arguments(FailureKind.RATE_LIMIT, 429, web(200, "{\"error\": {\"code\": 429, \"message\": \"Slow\"}}")),
				arguments(FailureKind.SERVER_ERROR, 502, web(200, "{\"error\": {\"code\": 502, \"message\": \"Oh\"}}")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 200, web(200, body("No more", "insufficient_quota"))),
				arguments(FailureKind.TIMEOUT, 0, resource(new SocketTimeoutException("Read timed out"))),
				arguments(FailureKind.NETWORK_ERROR, 0, resource(new ConnectException("Connection refused"))),
				arguments(FailureKind.NETWORK_ERROR, 0, resource(new IOException("oh"))),
				arguments(FailureKind.NETWORK_ERROR, 0, resource(null)),
				arguments(FailureKind.NETWORK_ERROR, 0, new WebClientRequestException("failed")),
				arguments(FailureKind.INVALID_RESPONSE, 0,
						new RestClientException("Error while extracting response for type [Answer]",
								new HttpMessageNotReadableException("JSON", new JsonParseException("Unexpected")))),
				arguments(FailureKind.INVALID_RESPONSE, 0, new HttpMessageNotReadableException("JSON")),
				arguments(FailureKind.TIMEOUT, 0,
						new HttpMessageNotReadableException("I/O", new SocketTimeoutException())),
				arguments(FailureKind.BAD_REQUEST, 0,
						new HttpMessageNotWritableException("JSON", new JsonParseException("No serializer"))));
	}

	static Stream<Arguments> springAi() {
		return Stream.of(
				arguments(FailureKind.RATE_LIMIT, 429, new TransientAiException("HTTP 429 - {\"error\": \"slow\"}")),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new TransientAiException("429 - " + body("You exceeded", "insufficient_quota"))),
				arguments(FailureKind.UNAVAILABLE, 503, new TransientAiException("HTTP 503 - ")),
				arguments(FailureKind.SERVER_ERROR, 500, new TransientAiException("HTTP 500 - {\"error\": \"oh\"}")),
				arguments(FailureKind.AUTH_ERROR, 401, new NonTransientAiException("HTTP 401 - {}")),
				arguments(FailureKind.MODEL_NOT_FOUND, 404,
						new NonTransientAiException("HTTP 404 - {\"error\":\"model 'llama9' not found\"}")),
				arguments(FailureKind.BAD_REQUEST, 400, new NonTransientAiException("HTTP 400 - {\"error\":\"oh\"}")),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						new NonTransientAiException("HTTP 400 - " + body("Long", "context_length_exceeded"))),
				arguments(FailureKind.CONTEXT_LENGTH, 0, new NonTransientAiException("The prompt is too long")),
				arguments(FailureKind.UNKNOWN, 0, new NonTransientAiException("4290 tokens")),
				arguments(FailureKind.NETWORK_ERROR, 0,
						new TransientAiException("failed", resource(new ConnectException()))));
	}

	static Stream<Arguments> langChain4j() {
		return Stream.of(
				arguments(FailureKind.RATE_LIMIT, 429,
						new dev.langchain4j.exception.RateLimitException(new HttpException(429, "{}"))),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new dev.langchain4j.exception.RateLimitException(
								new HttpException(429, body("You exceeded", "insufficient_quota")))),
				arguments(FailureKind.QUOTA_EXHAUSTED, 429,
						new dev.langchain4j.exception.RateLimitException(
								new RateLimitException("You exceeded", "insufficient_quota"))),
				arguments(FailureKind.AUTH_ERROR, 401, new AuthenticationException(new HttpException(401, "no"))),
				arguments(FailureKind.AUTH_ERROR, 0, new AuthenticationException(null)),
				arguments(FailureKind.MODEL_NOT_FOUND, 404, new ModelNotFoundException(new HttpException(404, "no"))),
				arguments(FailureKind.TIMEOUT, 0, new TimeoutException(new SocketTimeoutException())),
				arguments(FailureKind.TIMEOUT, 408, new TimeoutException(new HttpException(408, "late"))),
				arguments(FailureKind.BAD_REQUEST, 422, new InvalidRequestException(new HttpException(422, "no"))),
				arguments(FailureKind.CONTEXT_LENGTH, 400,
						new InvalidRequestException(new HttpException(400, body("Long", "context_length_exceeded")))),
				arguments(FailureKind.CONTENT_FILTER, 400,
						new ContentFilteredException(new HttpException(400, body("Refused", "refused")))),
				arguments(FailureKind.SERVER_ERROR, 500, new InternalServerException(new HttpException(500, "oh"))),
				arguments(FailureKind.UNAVAILABLE, 503, new InternalServerException(new HttpException(503, "busy"))),
				arguments(FailureKind.NETWORK_ERROR, 0, new UnresolvedModelServerException(new ConnectException())),
				arguments(FailureKind.TIMEOUT, 0, new RuntimeException(new SocketTimeoutException())));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404, 410 })
	void doesNotHoldAnswersOfOtherServicesAgainstTheModel(int status) {
		Failure failure = Classified.failure(rest(status, "{\"error\": \"no\"}"));
		assertThat(failure.kind()).isEqualTo(FailureKind.UNKNOWN);
		assertThat(failure.httpStatus()).isEqualTo(status);
	}

	@Test
	void trustsWhatItIsToldToComeFromClient() {
		assertThat(Classified.trustedKind(rest(401, "no"))).isEqualTo(FailureKind.AUTH_ERROR);
		assertThat(Classified.trustedKind(rest(403, "no"))).isEqualTo(FailureKind.AUTH_ERROR);
		assertThat(Classified.trustedKind(rest(404, "no"))).isEqualTo(FailureKind.MODEL_NOT_FOUND);
		assertThat(Classified.trustedKind(rest(410, "no"))).isEqualTo(FailureKind.MODEL_NOT_FOUND);
		assertThat(Classified.trustedKind(web(425, "no"))).isEqualTo(FailureKind.SERVER_ERROR);
		assertThat(Classified.trustedKind(web(499, "no"))).isEqualTo(FailureKind.SERVER_ERROR);
	}

	@Test
	void believesKeyAndModelCodesOfAnybody() {
		assertThat(Classified.kind(rest(401, body("Incorrect", "invalid_api_key")))).isEqualTo(FailureKind.AUTH_ERROR);
		assertThat(Classified.kind(rest(404, "{\"error\":\"model 'llama9' not found\"}")))
			.isEqualTo(FailureKind.MODEL_NOT_FOUND);
		assertThat(Classified.kind(rest(404, "{\"error\":{\"type\":\"not_found_error\",\"message\":\"model: x\"}}")))
			.isEqualTo(FailureKind.MODEL_NOT_FOUND);
		assertThat(Classified.kind(rest(403, body("You exceeded", "insufficient_quota"))))
			.isEqualTo(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void doesNotBelieveCommonCodesOfAnybody() {
		assertThat(Classified.kind(rest(403, "{\"error\":{\"status\":\"PERMISSION_DENIED\"}}")))
			.isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.trustedKind(rest(400, "{\"error\":{\"status\":\"UNAUTHENTICATED\"}}")))
			.isEqualTo(FailureKind.AUTH_ERROR);
	}

	@Test
	void trustsWhatLiesBeneathClient() {
		assertThat(Classified.kind(new NonTransientAiException("failed", rest(404, "no"))))
			.isEqualTo(FailureKind.MODEL_NOT_FOUND);
	}

	@Test
	void trustsRequestsThatClientSent() {
		RestClientResponseException sent = rest(404, "no");
		sent.setStackTrace(frames("org.springframework.web.client.StatusHandler", "java.util.Optional",
				"org.springframework.ai.ollama.api.OllamaApi", "com.acme.Assistant"));
		assertThat(Classified.kind(sent)).isEqualTo(FailureKind.MODEL_NOT_FOUND);
		sent.setStackTrace(frames("org.springframework.web.client.StatusHandler", "com.acme.WeatherTool",
				"org.springframework.ai.model.tool.ToolCallingManager"));
		assertThat(Classified.kind(sent)).isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void anyHeaderShapeWillDo() {
		Map<String, List<String>> headers = Map.of("retry-after", List.of("4"));
		assertThat(Classified.failure(new RestClientResponseException(503, "", headers)).retryAfter()).hasSeconds(4);
		assertThat(Classified.failure(new WebClientResponseException(503, "", Map.of("Retry-After", List.of("4", "6"))))
			.retryAfter()).hasSeconds(6);
	}

	private static RestClientResponseException rest(int status, String body) {
		return new RestClientResponseException(status, body, Map.of());
	}

	private static WebClientResponseException web(int status, String body) {
		return new WebClientResponseException(status, body, Map.of());
	}

	private static ResourceAccessException resource(IOException cause) {
		return new ResourceAccessException("I/O error on POST request", cause);
	}

	private static String body(String message, String code) {
		return OPENAI_BODY.formatted(message, code);
	}

	private static StackTraceElement[] frames(String... classNames) {
		return Stream.of(classNames)
			.map((name) -> new StackTraceElement(name, "call", "File.java", 1))
			.toArray(StackTraceElement[]::new);
	}

}
