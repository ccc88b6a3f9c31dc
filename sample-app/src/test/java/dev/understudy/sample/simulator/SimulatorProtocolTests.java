package dev.understudy.sample.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.sample.simulator.SimulatorSettings.Pace;
import dev.understudy.sample.simulator.http.ScriptServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What comes over the wire, for each provider and each fault.
 */
class SimulatorProtocolTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final Pace AT_ONCE = new Pace(Duration.ZERO, 0);

	private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));

	private static final Switchboard SWITCHBOARD = new Switchboard(
			List.of(new SimulatedModel("gpt", "openai", "gpt-4.1", AT_ONCE),
					new SimulatedModel("claude", "anthropic", "claude-sonnet-4-5", AT_ONCE),
					new SimulatedModel("local", "ollama", "llama3.2", AT_ONCE)),
			Duration.ofSeconds(6), NOW::get);

	private static final SimulatorSettings SETTINGS = new SimulatorSettings(true, 0, Map.of(), Duration.ofMillis(100),
			Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofMinutes(2));

	private static final ScriptServer SERVER = new ScriptServer(0, new Stage(SWITCHBOARD, SETTINGS, NOW::get));

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@AfterAll
	static void close() {
		SERVER.close();
	}

	@BeforeEach
	void mend() {
		SWITCHBOARD.mendAll();
	}

	@ParameterizedTest
	@EnumSource
	void wholeAnswerHasTextModelAndUsage(Wire wire) throws Exception {
		HttpResponse<String> response = wire.ask(false);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		JsonNode body = json(response.body());
		assertThat(body.at("/model").asString()).isEqualTo(wire.model);
		assertThat(body.at(wire.text).asString()).startsWith("Hello, how can I help?");
		assertThat(body.at(wire.finish).asString()).isIn("stop", "end_turn");
		assertThat(body.at(wire.inputTokens).asInt()).isEqualTo(4);
		assertThat(body.at(wire.outputTokens).asInt()).isBetween(40, 80);
	}

	@ParameterizedTest
	@EnumSource
	void streamBringsTheSameTextWordByWord(Wire wire) throws Exception {
		HttpResponse<String> response = wire.ask(true);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue(wire.streamType);
		assertThat(wire.words(response.body())).hasSizeGreaterThan(40);
		assertThat(String.join("", wire.words(response.body())))
			.isEqualTo(json(wire.ask(false).body()).at(wire.text).asString());
		assertThat(response.body()).contains(wire.mark);
	}

	@ParameterizedTest
	@EnumSource
	void answerIsNoLongerThanItMayBe(Wire wire) throws Exception {
		JsonNode body = json(wire.ask(wire.path, wire.body(false).replace("}]", "}], " + wire.most(3))).body());
		assertThat(body.at(wire.text).asString()).isEqualTo("Hello, how can");
		assertThat(body.at(wire.finish).asString()).isIn("length", "max_tokens");
		assertThat(body.at(wire.outputTokens).asInt()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			DOWN         | OPENAI    | 503 | server_error
			DOWN         | ANTHROPIC | 503 | api_error
			DOWN         | OLLAMA    | 503 | not available
			OVERLOADED   | OPENAI    | 503 | overloaded
			OVERLOADED   | ANTHROPIC | 529 | overloaded_error
			OVERLOADED   | OLLAMA    | 503 | server busy
			RATE_LIMITED | OPENAI    | 429 | rate_limit_exceeded
			RATE_LIMITED | ANTHROPIC | 429 | rate_limit_error
			RATE_LIMITED | OLLAMA    | 429 | too many concurrent requests
			QUOTA_GONE   | OPENAI    | 429 | insufficient_quota
			QUOTA_GONE   | ANTHROPIC | 429 | billing_error
			QUOTA_GONE   | OLLAMA    | 429 | usage limit
			WRONG_KEY    | OPENAI    | 401 | invalid_api_key
			WRONG_KEY    | ANTHROPIC | 401 | authentication_error
			WRONG_KEY    | OLLAMA    | 401 | unauthorized
			FLAPPING     | OPENAI    | 503 | server_error
			""")
	void refusalIsToldAsTheProviderTellsIt(Fault fault, Wire wire, int status, String said) throws Exception {
		wire.play(fault);
		for (boolean streaming : new boolean[] { false, true }) {
			HttpResponse<String> response = wire.ask(streaming);
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(json(response.body()).path("error").toString()).contains(said);
			assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(fault == Fault.RATE_LIMITED);
		}
	}

	@ParameterizedTest
	@EnumSource
	void rateLimitSaysForHowLong(Wire wire) throws Exception {
		wire.play(Fault.RATE_LIMITED);
		assertThat(wire.ask(false).headers().firstValue("Retry-After")).hasValue("5");
	}

	@ParameterizedTest
	@EnumSource
	void flappingModelComesBackByItself(Wire wire) throws Exception {
		wire.play(Fault.FLAPPING);
		assertThat(wire.ask(false).statusCode()).isEqualTo(503);
		NOW.updateAndGet((before) -> before.plusSeconds(6));
		assertThat(wire.ask(false).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void slowModelAnswersLate(Wire wire) throws Exception {
		wire.play(Fault.SLOW);
		long start = System.nanoTime();
		assertThat(wire.ask(true).statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SETTINGS.slowFor());
	}

	@ParameterizedTest
	@EnumSource
	void hangingModelSaysNothing(Wire wire) {
		wire.play(Fault.HANG);
		for (boolean streaming : new boolean[] { true, false }) {
			HttpRequest request = wire.request(wire.path, wire.body(streaming), Duration.ofMillis(200));
			assertThatExceptionOfType(HttpTimeoutException.class)
				.isThrownBy(() -> CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void cutAnswerIsNotEndedProperly(Wire wire) {
		wire.play(Fault.CUT_STREAM);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> wire.ask(true))
			.isNotInstanceOf(HttpTimeoutException.class);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> wire.ask(false))
			.isNotInstanceOf(HttpTimeoutException.class);
	}

	/** Read as it comes, for a client may drop what it has when the connection breaks. */
	@ParameterizedTest
	@EnumSource
	void cutStreamBringsHalfOfTheWords(Wire wire) throws Exception {
		wire.play(Fault.CUT_STREAM);
		String body = wire.body(true);
		try (Socket socket = new Socket("127.0.0.1", SERVER.port())) {
			socket.getOutputStream()
				.write(("POST " + wire.path + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
					.getBytes(UTF_8));
			String response = new String(socket.getInputStream().readAllBytes(), UTF_8);
			assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain(wire.mark);
			assertThat(wire.words(response)).hasSizeBetween(20, 40);
		}
	}

	@ParameterizedTest
	@EnumSource
	void garbageIsNoJson(Wire wire) throws Exception {
		wire.play(Fault.GARBAGE);
		HttpResponse<String> whole = wire.ask(false);
		assertThat(whole.statusCode()).isEqualTo(200);
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> json(whole.body()));
		HttpResponse<String> stream = wire.ask(true);
		assertThat(stream.statusCode()).isEqualTo(200);
		assertThat(stream.body()).contains("{\"id\": \"broken").doesNotContain("Hello");
	}

	@ParameterizedTest
	@EnumSource
	void unknownModelIsNotFound(Wire wire) throws Exception {
		HttpResponse<String> response = wire.ask(wire.path, wire.body(false).replace(wire.model, "nobody"));
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("nobody");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"model":  | 400
			[1]        | 400
			{}         | 404
			""")
	void nonsenseIsRefused(String body, int status) throws Exception {
		for (Wire wire : Wire.values()) {
			assertThat(wire.ask(wire.path, body).statusCode()).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/openai/v1/embeddings", "/", "/openai/v1/chat/completions/x" })
	void nobodyListensElsewhere(String path) throws Exception {
		assertThat(Wire.OPENAI.ask(path, "{}").statusCode()).isEqualTo(404);
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	/** How each provider is asked, and where its answers have what. */
	enum Wire {

		OPENAI("gpt", "gpt-4.1", "/openai/v1/chat/completions", "/choices/0/message/content",
				"/choices/0/finish_reason", "/usage/prompt_tokens", "/usage/completion_tokens", "text/event-stream",
				"/choices/0/delta/content", "[DONE]"),

		ANTHROPIC("claude", "claude-sonnet-4-5", "/anthropic/v1/messages", "/content/0/text", "/stop_reason",
				"/usage/input_tokens", "/usage/output_tokens", "text/event-stream", "/delta/text", "message_stop"),

		OLLAMA("local", "llama3.2", "/ollama/api/chat", "/message/content", "/done_reason", "/prompt_eval_count",
				"/eval_count", "application/x-ndjson", "/message/content", "\"done\":true");

		private final String id;

		private final String model;

		private final String path;

		private final String text;

		private final String finish;

		private final String inputTokens;

		private final String outputTokens;

		private final String streamType;

		private final String word;

		private final String mark;

		Wire(String id, String model, String path, String text, String finish, String inputTokens, String outputTokens,
				String streamType, String word, String mark) {
			this.id = id;
			this.model = model;
			this.path = path;
			this.text = text;
			this.finish = finish;
			this.inputTokens = inputTokens;
			this.outputTokens = outputTokens;
			this.streamType = streamType;
			this.word = word;
			this.mark = mark;
		}

		void play(Fault fault) {
			SWITCHBOARD.set(this.id, fault);
		}

		HttpResponse<String> ask(boolean streaming) throws Exception {
			return ask(this.path, body(streaming));
		}

		HttpResponse<String> ask(String at, String body) throws Exception {
			return CLIENT.send(request(at, body, LONG), HttpResponse.BodyHandlers.ofString());
		}

		private HttpRequest request(String at, String body, Duration timeout) {
			return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVER.port() + at))
				.timeout(timeout)
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build();
		}

		private String body(boolean streaming) {
			return "{\"model\": \"" + this.model + "\", \"stream\": " + streaming
					+ ", \"messages\": [{\"role\": \"user\", \"content\": \"Hello, you!!\"}]}";
		}

		private String most(int tokens) {
			return (this == OLLAMA) ? "\"options\": {\"num_predict\": " + tokens + "}" : "\"max_tokens\": " + tokens;
		}

		private List<String> words(String stream) {
			return stream.lines()
				.map((line) -> line.replaceFirst("^data: ", ""))
				.filter((line) -> line.startsWith("{"))
				.map((line) -> json(line).at(this.word).asString(""))
				.filter((word) -> !word.isEmpty())
				.toList();
		}

	}

}
