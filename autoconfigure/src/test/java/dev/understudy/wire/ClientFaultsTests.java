package dev.understudy.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.springai.StatusErrorHandler;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.retry.RetryUtils;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What the clients of three vendors make of each fault, and what the classifier makes of
 * that. {@code ANSWER}, {@code HALF} and {@code NOTHING} are what a client lets through
 * as though it were an answer.
 */
class ClientFaultsTests {

	private static final FaultTable TABLE = new FaultTable(
			"""
					                   | OPENAI call         | OPENAI stream       | ANTHROPIC call      | ANTHROPIC stream    | OLLAMA call         | OLLAMA stream
					NONE               | ANSWER
					BAD_REQUEST        | BAD_REQUEST 400
					CONTEXT_LENGTH     | CONTEXT_LENGTH 400
					CONTENT_FILTER     | CONTENT_FILTER 400
					UNAUTHORIZED       | AUTH_ERROR 401
					MODEL_NOT_FOUND    | MODEL_NOT_FOUND 404
					REQUEST_TIMEOUT    | TIMEOUT 408
					RATE_LIMIT_SECONDS | RATE_LIMIT 429 +30s
					RATE_LIMIT_DATE    | RATE_LIMIT 429 +30s
					RATE_LIMIT         | RATE_LIMIT 429
					QUOTA              | QUOTA_EXHAUSTED 429
					SERVER_ERROR       | SERVER_ERROR 500
					UNAVAILABLE        | UNAVAILABLE 503
					OVERLOADED         | UNAVAILABLE 529
					REFUSED            | NETWORK_ERROR
					RESET              | NETWORK_ERROR
					HANG_UP            | NETWORK_ERROR
					NO_ANSWER          | TIMEOUT
					HEADERS_ONLY       | TIMEOUT             | TIMEOUT or NOTHING d| TIMEOUT             | TIMEOUT or NOTHING d| TIMEOUT             | - a
					EMPTY_BODY         | INVALID_RESPONSE    | NOTHING b           | INVALID_RESPONSE    | NOTHING b           | INVALID_RESPONSE    | NOTHING b
					EMPTY_ANSWER       | NOTHING b
					ERROR_BODY         | INVALID_RESPONSE    | SERVER_ERROR 200 c  | INVALID_RESPONSE    | UNAVAILABLE 200 c   | INVALID_RESPONSE    | INVALID_RESPONSE
					FILTERED           | ANSWER b
					MALFORMED          | INVALID_RESPONSE
					CUT                | INVALID_RESPONSE    | INVALID_RESPONSE    | INVALID_RESPONSE    | INVALID_RESPONSE    | INVALID_RESPONSE    | INVALID_RESPONSE 200
					STALL              | TIMEOUT             | TIMEOUT or HALF d   | TIMEOUT             | TIMEOUT or HALF d   | TIMEOUT             | - a
					EARLY_END          | - e                 | HALF b
					NO_SENTINEL        | - e                 | ANSWER f            | - e                 | ANSWER f            | - e                 | ANSWER b
					ERROR_HALFWAY      | - e                 | SERVER_ERROR 200 c  | - e                 | UNAVAILABLE 200 c   | - e                 | INVALID_RESPONSE
					""",
			Map.of("a", "once it has the headers, the client waits for ever: the chain's stream timeouts end it", "b",
					"the client hands it on, and the routing model refuses it", "c",
					"the error says what it is, which is better than that it came with a 200", "d",
					"OkHttp may end a stream as though it were whole when its time is up", "e",
					"a plain answer has neither events nor an end mark", "f",
					"the reason for stopping has come, so that the answer is whole"));

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

	private static final FailureClassifier CLASSIFIER = FailureClassifier.standard(CLOCK, ClientTrust.EVERYTHING);

	private static final Answer ANSWER = Answer.of("To be", ", or not", " to be", ".");

	private static final Prompt PROMPT = new Prompt("To be?");

	private static final ProviderServer SERVER = new ProviderServer(CLOCK, 0);

	private static final List<Duration> PATIENT = List.of(Duration.ofSeconds(20));

	/**
	 * For faults of time, until one of them shows what it has to: the machine may stand
	 * still for a moment.
	 */
	private static final List<Duration> IMPATIENT = List.of(Duration.ofMillis(250), Duration.ofSeconds(1),
			Duration.ofSeconds(4));

	private static final Map<String, ChatModel> CLIENTS = new HashMap<>();

	@BeforeAll
	static void answer() {
		SERVER.answer(ANSWER);
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	static Stream<FaultTable.Cell> cells() {
		return TABLE.cells();
	}

	@Test
	void noCellIsSkippedWithoutReason() {
		assertThat(TABLE.gaps()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("cells")
	void clientSays(FaultTable.Cell cell) {
		SERVER.play(cell.fault());
		List<ChatResponse> pieces = new CopyOnWriteArrayList<>();
		String said = "";
		for (Duration patience : patience(cell.fault())) {
			said = cell.expected().contains(said) ? said : said(client(cell.provider(), patience), cell, pieces);
		}
		assertThat(said).as(cell.toString()).isIn(cell.expected());
		if (cell.streaming() && cell.says("INVALID_RESPONSE") && cell.fault() == Fault.CUT) {
			assertThat(text(pieces)).isEqualTo("To be, or not");
		}
	}

	@ParameterizedTest
	@MethodSource("ollamaCalls")
	void ollamaSaysTheSameOverOtherHttpClients(FaultTable.Cell cell) {
		SERVER.play(cell.fault());
		for (OtherHttpClient other : OtherHttpClient.values()) {
			String said = "";
			for (Duration patience : patience(cell.fault())) {
				said = cell.expected().contains(said) ? said
						: said(client(other, patience), cell, new CopyOnWriteArrayList<>());
			}
			assertThat(said).as(cell + " over " + other).isIn(cell.expected());
		}
	}

	/** What the client makes of one request, and the pieces that it hands on. */
	private static String said(ChatModel client, FaultTable.Cell cell, List<ChatResponse> pieces) {
		pieces.clear();
		Throwable thrown = catchThrowable(() -> {
			if (cell.streaming()) {
				client.stream(PROMPT).doOnNext(pieces::add).blockLast(Duration.ofSeconds(30));
			}
			else {
				pieces.add(client.call(PROMPT));
			}
		});
		return (thrown != null) ? describe(thrown) : describe(pieces);
	}

	private static List<Duration> patience(Fault fault) {
		return isOfTime(fault) ? IMPATIENT : PATIENT;
	}

	private static ChatModel client(OtherHttpClient other, Duration patience) {
		return VendorClients.ollama(SERVER.url(), Duration.ofSeconds(20),
				new StatusErrorHandler(false, Set.of(), Set.of()), other.requests(patience));
	}

	private static ChatModel client(Provider provider, Duration patience) {
		return CLIENTS.computeIfAbsent(provider + " " + patience,
				(any) -> VendorClients.of(provider, SERVER.url(), patience));
	}

	static Stream<FaultTable.Cell> ollamaCalls() {
		return TABLE.cells().filter((cell) -> cell.provider() == Provider.OLLAMA && !cell.streaming());
	}

	@Test
	void ollamaBehindTheHandlerOfSpringAiStillSaysWhatItIs() {
		ChatModel client = VendorClients.ollama(SERVER.url(), Duration.ofSeconds(20),
				RetryUtils.DEFAULT_RESPONSE_ERROR_HANDLER);
		Map<Fault, FailureKind> kinds = Map.of(Fault.RATE_LIMIT, FailureKind.RATE_LIMIT, Fault.UNAUTHORIZED,
				FailureKind.AUTH_ERROR, Fault.MODEL_NOT_FOUND, FailureKind.MODEL_NOT_FOUND, Fault.CONTEXT_LENGTH,
				FailureKind.CONTEXT_LENGTH, Fault.UNAVAILABLE, FailureKind.UNAVAILABLE, Fault.BAD_REQUEST,
				FailureKind.BAD_REQUEST, Fault.SERVER_ERROR, FailureKind.SERVER_ERROR);
		kinds.forEach((fault, kind) -> {
			SERVER.play(fault);
			assertThat(failure(catchThrowable(() -> client.call(PROMPT))).kind()).as(fault.toString()).isEqualTo(kind);
		});
	}

	private static boolean isOfTime(Fault fault) {
		return fault == Fault.NO_ANSWER || fault == Fault.HEADERS_ONLY || fault == Fault.STALL;
	}

	private static String describe(List<ChatResponse> pieces) {
		String text = text(pieces);
		return text.equals(ANSWER.text()) ? "ANSWER" : text.isEmpty() ? "NOTHING" : "HALF";
	}

	private static String describe(Throwable thrown) {
		Failure failure = failure(thrown);
		String status = (failure.httpStatus() != 0) ? " " + failure.httpStatus() : "";
		Duration wait = failure.retryAfter();
		return failure.kind() + status + ((wait != null) ? " +" + wait.toSeconds() + "s" : "");
	}

	private static Failure failure(Throwable thrown) {
		return CLASSIFIER.classify(thrown).orElseThrow();
	}

	private static String text(List<ChatResponse> pieces) {
		return pieces.stream()
			.flatMap((piece) -> piece.getResults().stream())
			.map((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
	}

	private enum OtherHttpClient {

		/** That of Apache, without its own retries. */
		APACHE {
			@Override
			ClientHttpRequestFactory requests(Duration patience) {
				HttpComponentsClientHttpRequestFactory apache = new HttpComponentsClientHttpRequestFactory(
						HttpClients.custom().disableAutomaticRetries().build());
				apache.setReadTimeout(patience);
				return apache;
			}
		},

		/** That of the JDK before Java 11. */
		SIMPLE {
			@Override
			ClientHttpRequestFactory requests(Duration patience) {
				SimpleClientHttpRequestFactory simple = new SimpleClientHttpRequestFactory();
				simple.setReadTimeout(patience);
				return simple;
			}
		};

		abstract ClientHttpRequestFactory requests(Duration patience);

	}

}
