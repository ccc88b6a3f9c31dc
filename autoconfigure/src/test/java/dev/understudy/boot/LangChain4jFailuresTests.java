package dev.understudy.boot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.understudy.Model;
import dev.understudy.RouterListener;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.wire.Fault;
import dev.understudy.wire.ProviderServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What becomes of each failure of a provider, through the real clients of LangChain4j.
 */
class LangChain4jFailuresTests {

	private static final ProviderServer SERVER = new ProviderServer();

	private final ApplicationContextRunner runner = LangChain4jContexts.runner(SERVER.url(), SERVER.url())
		.withPropertyValues("understudy.chains.first.models=gpt", "understudy.defaults.retry.max-attempts=1");

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@ParameterizedTest
	@CsvSource({ "BAD_REQUEST, BAD_REQUEST", "CONTEXT_LENGTH, CONTEXT_LENGTH", "CONTENT_FILTER, CONTENT_FILTER",
			"UNAUTHORIZED, AUTH_ERROR", "MODEL_NOT_FOUND, MODEL_NOT_FOUND", "REQUEST_TIMEOUT, TIMEOUT",
			"RATE_LIMIT_SECONDS, RATE_LIMIT", "RATE_LIMIT_DATE, RATE_LIMIT", "RATE_LIMIT, RATE_LIMIT",
			"QUOTA, QUOTA_EXHAUSTED", "SERVER_ERROR, SERVER_ERROR", "UNAVAILABLE, UNAVAILABLE",
			"OVERLOADED, UNAVAILABLE", "REFUSED, NETWORK_ERROR", "RESET, NETWORK_ERROR", "HANG_UP, NETWORK_ERROR",
			"NO_ANSWER, TIMEOUT", "HEADERS_ONLY, TIMEOUT", "EMPTY_BODY, INVALID_RESPONSE",
			"EMPTY_ANSWER, INVALID_RESPONSE", "MALFORMED, INVALID_RESPONSE" })
	void failureIsUnderstood(Fault fault, FailureKind kind) {
		Kinds kinds = new Kinds();
		SERVER.play(fault);
		runner(fault).withBean(Kinds.class, () -> kinds).run((context) -> {
			for (String chain : List.of("first", "second")) {
				try {
					context.getBean(chain + "LangChain4jChatModel", ChatModel.class).chat("Say hello");
				}
				catch (RuntimeException ex) {
					// it is the listener that tells
				}
			}
			assertThat(kinds.seen).as("calls of OpenAI and Ollama").containsExactly(kind, kind);
		});
	}

	@ParameterizedTest
	@CsvSource({ "BAD_REQUEST, BAD_REQUEST", "CONTEXT_LENGTH, CONTEXT_LENGTH", "CONTENT_FILTER, CONTENT_FILTER",
			"UNAUTHORIZED, AUTH_ERROR", "MODEL_NOT_FOUND, MODEL_NOT_FOUND", "REQUEST_TIMEOUT, TIMEOUT",
			"RATE_LIMIT, RATE_LIMIT", "QUOTA, QUOTA_EXHAUSTED", "SERVER_ERROR, SERVER_ERROR",
			"UNAVAILABLE, UNAVAILABLE", "OVERLOADED, UNAVAILABLE", "REFUSED, NETWORK_ERROR", "RESET, NETWORK_ERROR",
			"HANG_UP, NETWORK_ERROR", "NO_ANSWER, TIMEOUT", "HEADERS_ONLY, TIMEOUT", "EMPTY_ANSWER, INVALID_RESPONSE" })
	void failureOfAStreamIsUnderstood(Fault fault, FailureKind kind) {
		Kinds kinds = new Kinds();
		SERVER.play(fault);
		runner(fault).withBean(Kinds.class, () -> kinds).run((context) -> {
			for (String chain : List.of("first", "second")) {
				Ears ears = new Ears();
				context.getBean(chain + "LangChain4jStreamingChatModel", StreamingChatModel.class)
					.chat("Say hello", ears);
				ears.error();
			}
			assertThat(kinds.seen).as("streams of OpenAI and Ollama").containsExactly(kind, kind);
		});
	}

	/** Its code is read where the client hands the body on. */
	@Test
	void errorInASuccessfulResponseIsNoAnswer() {
		Kinds kinds = new Kinds();
		SERVER.play(Fault.ERROR_BODY);
		this.runner.withBean(Kinds.class, () -> kinds).run((context) -> {
			for (String chain : List.of("first", "second")) {
				ChatModel model = context.getBean(chain + "LangChain4jChatModel", ChatModel.class);
				assertThatException().isThrownBy(() -> model.chat("Say hello"));
			}
			assertThat(kinds.seen).containsExactly(FailureKind.SERVER_ERROR, FailureKind.INVALID_RESPONSE);
		});
	}

	/** The client of Ollama never says that the stream has ended. */
	@Test
	void streamWithoutABodyIsNoAnswer() {
		Kinds kinds = new Kinds();
		SERVER.play(Fault.EMPTY_BODY);
		ApplicationContextRunner hasty = this.runner
			.withPropertyValues("understudy.chains.second.stream.first-token-timeout=500ms");
		hasty.withBean(Kinds.class, () -> kinds).run((context) -> {
			for (String chain : List.of("first", "second")) {
				Ears ears = new Ears();
				context.getBean(chain + "LangChain4jStreamingChatModel", StreamingChatModel.class)
					.chat("Say hello", ears);
				ears.error();
			}
			assertThat(kinds.seen).containsExactly(FailureKind.INVALID_RESPONSE, FailureKind.TIMEOUT);
		});
	}

	/** In a hurry only where a timeout is what is to be understood. */
	private ApplicationContextRunner runner(Fault fault) {
		boolean silent = fault == Fault.NO_ANSWER || fault == Fault.HEADERS_ONLY;
		return silent ? this.runner.withPropertyValues("understudy.defaults.timeout=500ms",
				"understudy.defaults.stream.first-token-timeout=500ms") : this.runner;
	}

	static final class Kinds implements RouterListener {

		private final List<@Nullable FailureKind> seen = new CopyOnWriteArrayList<>();

		@Override
		public void attempted(String chainName, Model model, @Nullable Failure failure, long nanos) {
			this.seen.add((failure != null) ? failure.kind() : null);
		}

	}

}
