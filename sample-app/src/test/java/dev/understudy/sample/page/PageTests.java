package dev.understudy.sample.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.Switchboard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the page calls, over HTTP, by friends and others.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.conversation=false", "spring.profiles.active=quick",
				"understudy.health.unavailable-for=1m", "understudy.defaults.retry.max-attempts=1",
				"understudy.chains.bare.models=gpt" })
@Timeout(120)
class PageTests {

	private static final String HELLO = "{\"chain\": \"support\", \"message\": \"Hello\"}";

	@LocalServerPort
	private int port;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private Switchboard switchboard;

	@Autowired
	private Audience audience;

	@Autowired
	private Chats chats;

	private Requests requests;

	@BeforeEach
	void mendEverything() {
		this.requests = new Requests(this.port);
		this.switchboard.mendAll();
		this.registry.statuses().stream().map(ModelStatus::id).forEach((id) -> {
			this.registry.enable(id);
			this.registry.release(id);
		});
	}

	@Test
	void answerComesInPiecesAndEndsWithWhoGaveIt() throws Exception {
		List<JsonNode> events = this.requests.talk("support", "Where is my parcel?");
		assertThat(types(events)).startsWith("piece").endsWith("piece", "done");
		assertThat(text(events)).contains("parcel");
		assertThat(events).filteredOn((event) -> is(event, "piece"))
			.allMatch((event) -> event.get("model").asString().equals("gpt"));
		assertThat(last(events)).isEqualTo(json("""
				{"type": "done", "model": "gpt", "chain": "support", "outcome": "answered",
				"attempts": [{"model": "gpt"}]}"""));
	}

	@Test
	void failuresBeforeTheAnswerAreToldAsTheyHappen() throws Exception {
		this.switchboard.set("gpt", Fault.DOWN);
		List<JsonNode> events = this.requests.talk("support", "Hello");
		assertThat(events.get(0))
			.isEqualTo(json("{\"type\": \"attempt\", \"model\": \"gpt\", \"kind\": \"unavailable\"}"));
		assertThat(last(events)).isEqualTo(json("""
				{"type": "done", "model": "claude", "chain": "support", "outcome": "fell-back",
				"attempts": [{"model": "gpt", "failure": "unavailable"}, {"model": "claude"}]}"""));
	}

	@Test
	void substituteIsMarkedAndNamesNoModel() throws Exception {
		List.of("gpt", "claude", "local").forEach((model) -> this.switchboard.set(model, Fault.DOWN));
		List<JsonNode> events = this.requests.talk("support", "Hello");
		assertThat(text(events)).isEqualTo("Sorry, I can't answer right now.");
		assertThat(last(events).get("outcome").asString()).isEqualTo("degraded");
		assertThat(last(events).get("kind").asString()).isEqualTo("unavailable");
		assertThat(last(events).has("model")).isFalse();
		assertThat(last(events).get("attempts")).hasSize(3);
	}

	@Test
	void cutAnswerEndsAsAnErrorThatSaysSo() throws Exception {
		this.switchboard.set("gpt", Fault.CUT_STREAM);
		List<JsonNode> events = this.requests.talk("support", "Tell me a story.");
		assertThat(text(events)).isNotEmpty();
		assertThat(types(events)).doesNotContain("done");
		assertThat(last(events).get("type").asString()).isEqualTo("error");
		assertThat(last(events).get("cut").asBoolean()).isTrue();
		assertThat(last(events).get("model").asString()).isEqualTo("gpt");
		assertThat(last(events).get("kind").asString()).isIn("invalid-response", "network-error");
	}

	@Test
	void nobodyLeftIsAnErrorThatSaysWhenToComeBack() throws Exception {
		this.switchboard.set("gpt", Fault.DOWN);
		JsonNode error = last(this.requests.talk("bare", "Hello"));
		assertThat(error.get("type").asString()).isEqualTo("error");
		assertThat(error.get("cut").asBoolean()).isFalse();
		assertThat(error.get("kind").asString()).isEqualTo("unavailable");
		assertThat(error.get("retryAfter").asInt()).isBetween(50, 60);
	}

	@Test
	void overviewShowsModelsAndChains() throws Exception {
		this.switchboard.set("gpt", Fault.DOWN);
		this.requests.talk("support", "Hello");
		JsonNode overview = json(this.requests.send("GET", "/api/overview", "").body());
		assertThat(overview.get("defaultChain").asString()).isEqualTo("support");
		JsonNode gpt = overview.get("models").get(0);
		assertThat(gpt.get("id").asString()).isEqualTo("gpt");
		assertThat(gpt.get("state").asString()).isEqualTo("STANDBY");
		assertThat(gpt.at("/standbys/0/reason").asString()).isEqualTo("UNAVAILABLE");
		assertThat(gpt.at("/standbys/0/until").asString()).isGreaterThan(overview.get("now").asString());
		assertThat(gpt.get("fault").asString()).isEqualTo("DOWN");
		assertThat(gpt.get("faults")).extracting(JsonNode::asString).contains("NONE", "DOWN", "CUT_STREAM");
		JsonNode claude = overview.get("models").get(1);
		assertThat(claude.get("latencies")).isNotEmpty();
		assertThat(claude.at("/limits/0/of").asString()).isEqualTo("requests");
		assertThat(claude.at("/limits/0/max").asDouble()).isEqualTo(1000);
		JsonNode support = overview.get("chains")
			.valueStream()
			.filter((chain) -> chain.get("name").asString().equals("support"))
			.findFirst()
			.orElseThrow();
		assertThat(support.get("order")).extracting(JsonNode::asString).containsExactly("claude", "local");
		assertThat(support.at("/skipped/gpt/0").asString()).isEqualTo("UNAVAILABLE");
	}

	@Test
	void modelIsTakenOutAndPutBack() throws Exception {
		assertThat(this.requests.send("PUT", "/api/models/gpt/standby", "").statusCode()).isEqualTo(204);
		assertThat(this.registry.status("gpt").state()).isEqualTo(ModelState.STANDBY);
		assertThat(this.requests.send("DELETE", "/api/models/gpt/standby", "").statusCode()).isEqualTo(204);
		assertThat(this.registry.status("gpt").state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void whoWatchesHearsWhatHappensButNotWhatIsSaid() throws Exception {
		try (BufferedReader watched = watch()) {
			assertThat(until(watched, "event:overview")).contains("event:hello");
			this.switchboard.set("gpt", Fault.DOWN);
			this.requests.talk("support", "a-canary-in-a-prompt");
			String heard = until(watched, "\"type\":\"attempt\"", "\"model\":\"claude\"")
					+ until(watched, "event:overview") + until(watched, "data:");
			assertThat(heard).contains("\"type\":\"stood-down\"", "\"type\":\"fell-back\"", "\"to\":\"claude\"")
				.doesNotContain("canary");
		}
	}

	/** Without waiting for the next overview, for which that is a reason. */
	@Test
	void whoWatchesSeesASwitchThatIsMoved() throws Exception {
		try (BufferedReader watched = watch()) {
			until(watched, "event:overview");
			this.switchboard.set("claude", Fault.DOWN);
			until(watched, "\"type\":\"switched\"", "\"model\":\"claude\"");
			assertThat(until(watched, "\"id\":\"claude\"")).contains("\"fault\":\"DOWN\"");
		}
	}

	@Test
	void whoIsGoneIsForgotten() throws Exception {
		for (int i = 0; i < 5; i++) {
			watch().close();
		}
		houseIsEmptySoon();
	}

	@Test
	void houseIsFullAtSomePoint() throws Exception {
		// Who watched in the test before may not have been missed yet.
		houseIsEmptySoon();
		List<BufferedReader> watching = new ArrayList<>();
		try {
			HttpResponse<InputStream> response = this.requests.open("/api/events");
			while (response.statusCode() == 200 && watching.size() < 100) {
				watching.add(reader(response.body()));
				response = this.requests.open("/api/events");
			}
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
			assertThat(watching).hasSize(32);
			assertThat(last(this.requests.talk("support", "Hello")).get("type").asString()).isEqualTo("done");
		}
		finally {
			for (BufferedReader reader : watching) {
				reader.close();
			}
		}
		houseIsEmptySoon();
	}

	@Test
	void chatsAreFullAtSomePoint() throws Exception {
		// They wait for a model, so that nothing of theirs is left in a vendor's client.
		List.of("claude", "gpt").forEach((model) -> this.registry.disable(model, Duration.ofSeconds(45), "waiting"));
		Line line = Line.of(json("{\"chain\": \"best\", \"message\": \"Hello\"}"));
		List<Disposable> talking = new ArrayList<>();
		try {
			for (int i = 0; i < 64; i++) {
				talking.add(this.chats.answer(line).subscribe());
			}
			HttpResponse<String> response = this.requests.chat(HELLO);
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
			assertThat(response.body()).contains("As many pages chat as may chat at once");
		}
		finally {
			talking.forEach(Disposable::dispose);
			List.of("claude", "gpt").forEach(this.registry::enable);
		}
		assertThat(last(this.requests.talk("support", "Hello")).get("type").asString()).isEqualTo("done");
	}

	@Test
	void browsersAreToldToBeStrict() throws Exception {
		for (String path : List.of("/", "/js/main.js", "/api/overview", "/nothing")) {
			HttpResponse<String> response = this.requests.send("GET", path, "");
			assertThat(response.headers().firstValue("Content-Security-Policy")).as(path).hasValue(PageHeaders.POLICY);
			assertThat(response.headers().firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
		}
		assertThat(this.requests.send("GET", "/", "").body()).doesNotContain("<style", "style=", "onclick", "http:",
				"https:");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					400 | {"chain": "support", "message": "  "}           | 'message' must have 1 to 4000 characters
					400 | {"chain": "support"}                            | 'message' is missing
					400 | {"message": "Hello"}                            | 'chain' is missing
					400 | {"chain": 5, "message": "Hello"}                | 'chain' must be a text
					400 | {"chain": "support", "message": ["a"]}          | 'message' must be a text
					400 | {"chain": "support", "message": {"a": 1}}       | 'message' must be a text
					400 | {"chain": "support", "message": true}           | 'message' must be a text
					400 | {"chain": "support", "message": "Hello", "conversation": "../x"} | 'conversation' must have 1 to 64
					400 | {"chain": "support", "message": "Hello", "conversation": "a\\r\\nX-Evil: 1"} | 'conversation' must have
					400 | [1, 2, 3]                                       | 'body' must be a JSON object
					400 | "Hello"                                         | 'body' must be a JSON object
					400 | null                                            | 400
					400 | {"chain": "support", "message":                 | 400
					400 | {"chain": "support", "message": "a"} trailing   | 400
					404 | {"chain": "supprt", "message": "Hello"}         | did you mean 'support'?
					404 | {"chain": "a\\r\\nX-Evil: 1", "message": "Hello"} | Unknown chain
					""")
	void mistakeIsToldAsAProblem(int status, String body, String detail) throws Exception {
		HttpResponse<String> response = this.requests.chat(body);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(response.body()).contains(detail).doesNotContain("Exception", "tools.jackson", "dev.understudy");
		assertThat(response.headers().firstValue("X-Evil")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 4_001, 60_000 })
	void longMessageIsRefusedAndNotRepeated(int length) throws Exception {
		HttpResponse<String> response = this.requests
			.chat("{\"chain\": \"support\", \"message\": \"" + "x".repeat(length) + "\"}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("'message' must have 1 to 4000 characters").doesNotContain("xxx");
	}

	/** The message itself is short, so nothing but the size of the whole is wrong. */
	@ParameterizedTest
	@CsvSource({ "60000, 200", "200000, 400", "1500000, 400" })
	void hugeBodyIsRefused(int length, int status) throws Exception {
		HttpResponse<String> response = this.requests
			.chat("{\"chain\": \"support\", \"message\": \"Hello\", \"unused\": \"" + "x".repeat(length) + "\"}");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).doesNotContain("xxx");
	}

	@Test
	void deepNestingIsRefused() throws Exception {
		assertThat(this.requests.chat("[".repeat(40_000)).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
	void formOfAForeignPageIsRefused(String type) throws Exception {
		assertThat(this.requests.send("POST", "/api/chat", HELLO, "Content-Type", type).statusCode()).isIn(400, 415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gtp", "%2e%2e", "a%0d%0aX-Evil:1", "%3Cscript%3E" })
	void unknownModelIsNotFound(String id) throws Exception {
		HttpResponse<String> response = this.requests.send("PUT", "/api/models/" + id + "/standby", "");
		assertThat(response.statusCode()).isBetween(400, 404);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(response.headers().firstValue("X-Evil")).isEmpty();
	}

	private void houseIsEmptySoon() {
		await().atMost(Duration.ofSeconds(30)).until(() -> this.audience.size() == 0);
	}

	@ParameterizedTest
	@CsvSource({ "POST,/api/chat", "PUT,/api/models/gpt/standby", "DELETE,/api/models/gpt/standby", "GET,/api/events",
			"GET,/api/overview", "PUT,/api/simulator/gpt" })
	void pageOfSomebodyElseIsRefused(String method, String path) throws Exception {
		for (String[] foreign : List.of(new String[] { "Origin", "https://evil.example" },
				new String[] { "Origin", "null" }, new String[] { "Sec-Fetch-Site", "cross-site" })) {
			HttpResponse<String> response = this.requests.send(method, path, method.equals("GET") ? "" : HELLO,
					"Content-Type", "application/json", foreign[0], foreign[1]);
			assertThat(response.statusCode()).as(foreign[1]).isEqualTo(403);
			assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		}
		assertThat(this.registry.status("gpt").healthy()).isTrue();
		assertThat(this.switchboard.fault("gpt")).isEqualTo(Fault.NONE);
	}

	private BufferedReader watch() throws IOException, InterruptedException {
		HttpResponse<InputStream> response = this.requests.open("/api/events");
		assertThat(response.statusCode()).isEqualTo(200);
		return reader(response.body());
	}

	private static BufferedReader reader(InputStream body) {
		return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
	}

	/** Reads on to a line that contains all of it. */
	private static String until(BufferedReader reader, String... parts) throws IOException {
		StringBuilder read = new StringBuilder();
		String line = reader.readLine();
		while (line != null) {
			read.append(line).append('\n');
			if (List.of(parts).stream().allMatch(line::contains)) {
				return read.toString();
			}
			line = reader.readLine();
		}
		throw new AssertionError("It ended without " + List.of(parts) + ": " + read);
	}

	private static List<String> types(List<JsonNode> events) {
		return events.stream().map((event) -> event.get("type").asString()).toList();
	}

	private static boolean is(JsonNode event, String type) {
		return event.get("type").asString().equals(type);
	}

	private static String text(List<JsonNode> events) {
		StringBuilder text = new StringBuilder();
		events.stream()
			.filter((event) -> is(event, "piece"))
			.forEach((event) -> text.append(event.get("text").asString()));
		return text.toString();
	}

	private static JsonNode last(List<JsonNode> events) {
		return events.get(events.size() - 1);
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
