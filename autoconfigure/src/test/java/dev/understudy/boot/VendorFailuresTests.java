package dev.understudy.boot;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.springai.Vendors;
import dev.understudy.springai.Vendors.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the real exceptions of the vendors' clients are read as, called and streamed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorFailuresTests {

	private static final String OPENAI = "openAiChatModel";

	private static final String ANTHROPIC = "anthropicChatModel";

	private static final String OLLAMA = "ollamaChatModel";

	private final FailureClassifier classifier = FailureClassifier.standard(Clock.systemUTC(),
			ClientTrust.KNOWN_CLIENTS);

	private Vendors vendors;

	@BeforeAll
	void start() {
		this.vendors = new Vendors();
	}

	@AfterAll
	void stop() {
		this.vendors.close();
	}

	static Stream<Arguments> failures() {
		return Stream.of(openAi(400, "invalid_request_error", null, "Unknown parameter", FailureKind.BAD_REQUEST),
				openAi(400, "invalid_request_error", "context_length_exceeded", "Too long", FailureKind.CONTEXT_LENGTH),
				openAi(400, "invalid_request_error", "content_filter", "Filtered", FailureKind.CONTENT_FILTER),
				openAi(401, "invalid_request_error", "invalid_api_key", "Wrong key", FailureKind.AUTH_ERROR),
				openAi(404, "invalid_request_error", "model_not_found", "No such model", FailureKind.MODEL_NOT_FOUND),
				openAi(408, "timeout", null, "Too slow", FailureKind.TIMEOUT),
				openAi(429, "requests", "rate_limit_exceeded", "Slow down", FailureKind.RATE_LIMIT),
				openAi(429, "insufficient_quota", "insufficient_quota", "Pay", FailureKind.QUOTA_EXHAUSTED),
				openAi(500, "server_error", null, "Broken", FailureKind.SERVER_ERROR),
				openAi(503, "server_error", null, "Later", FailureKind.UNAVAILABLE),
				anthropic(400, "invalid_request_error", "Unknown parameter", FailureKind.BAD_REQUEST),
				anthropic(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum",
						FailureKind.CONTEXT_LENGTH),
				anthropic(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API",
						FailureKind.QUOTA_EXHAUSTED),
				anthropic(401, "authentication_error", "invalid x-api-key", FailureKind.AUTH_ERROR),
				anthropic(404, "not_found_error", "model: claude-0", FailureKind.MODEL_NOT_FOUND),
				anthropic(429, "rate_limit_error", "Slow down", FailureKind.RATE_LIMIT),
				anthropic(500, "api_error", "Broken", FailureKind.SERVER_ERROR),
				anthropic(529, "overloaded_error", "Overloaded", FailureKind.UNAVAILABLE),
				ollama(400, "invalid options", FailureKind.BAD_REQUEST),
				ollama(404, "model 'llama0' not found", FailureKind.MODEL_NOT_FOUND),
				ollama(429, "too many requests", FailureKind.RATE_LIMIT),
				ollama(500, "model runner has stopped", FailureKind.SERVER_ERROR),
				ollama(503, "server busy", FailureKind.UNAVAILABLE));
	}

	@ParameterizedTest(name = "{0}: {2}")
	@MethodSource("failures")
	void failureIsReadWithItsDelay(String client, String path, Reply reply, FailureKind kind) {
		this.vendors.says(path, reply.with("Retry-After", "7"));
		SpringAiContexts.runner(this.vendors.url()).run((context) -> {
			Failure called = read(catchThrowable(() -> model(context, client).call(new Prompt("Say hello"))));
			Failure streamed = read(catchThrowable(
					() -> model(context, client).stream(new Prompt("Say hello")).blockLast(Duration.ofSeconds(20))));

			for (Failure failure : new Failure[] { called, streamed }) {
				assertThat(failure.kind()).isEqualTo(kind);
				assertThat(failure.httpStatus()).isEqualTo(reply.status());
				assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
			}
		});
	}

	private Failure read(Throwable thrown) {
		return this.classifier.classify(thrown).orElseThrow();
	}

	private static ChatModel model(AssertableApplicationContext context, String name) {
		return context.getBean(name, ChatModel.class);
	}

	private static Arguments openAi(int status, String type, String code, String message, FailureKind kind) {
		return arguments(OPENAI, Vendors.OPENAI, Reply.json(status, """
				{"error": {"message": "%s", "type": "%s", "param": null, "code": %s}}""".formatted(message, type,
				(code != null) ? '"' + code + '"' : "null")), kind);
	}

	private static Arguments anthropic(int status, String type, String message, FailureKind kind) {
		return arguments(ANTHROPIC, Vendors.ANTHROPIC, Reply.json(status, """
				{"type": "error", "error": {"type": "%s", "message": "%s"}}""".formatted(type, message)), kind);
	}

	private static Arguments ollama(int status, String message, FailureKind kind) {
		return arguments(OLLAMA, Vendors.OLLAMA, Reply.json(status, "{\"error\": \"%s\"}".formatted(message)), kind);
	}

}
