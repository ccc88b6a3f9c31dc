package dev.understudy.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.understudy.ModelRegistry;
import dev.understudy.Outcome;
import dev.understudy.sample.simulator.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as its users see it: over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "simulator.slow-for=2m", "understudy.chains.impatient.models[0].model=gpt",
				"understudy.chains.impatient.models[0].timeout=400ms",
				"understudy.chains.impatient.models[1].model=claude", "understudy.chains.bare.models=gpt" })
@ActiveProfiles("quick")
@Import(VirtualTicker.class)
class SampleApplicationTests {

	private static final String[] MODELS = { "gpt", "claude", "local" };

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private VirtualTicker ticker;

	private RestTestClient client;

	@BeforeEach
	void mendEverything() {
		// Apache's client would ask again by itself, after as long as it is told to stay
		// away.
		this.client = RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
			.baseUrl("http://localhost:" + this.port)
			.build();
		for (String model : MODELS) {
			set(model, Fault.NONE);
			this.registry.enable(model);
		}
	}

	@Test
	void firstChoiceAnswersWhileItIsWell() {
		Answer answer = chat("support");
		assertThat(answer.answer()).startsWith("Hello, how can I help?");
		assertThat(answer.model()).isEqualTo("gpt");
		assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(answer.failures()).containsExactly("gpt: null");
	}

	@Test
	void nextModelAnswersForABrokenOneAndTheAnswerIsMarked() {
		set("gpt", Fault.DOWN);
		Answer first = chat("support");
		assertThat(first.model()).isEqualTo("claude");
		assertThat(first.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(first.failures()).containsExactly("gpt: UNAVAILABLE", "claude: null");
		Answer second = chat("support");
		assertThat(second.failures()).containsExactly("claude: null");
		assertThat(second.skipped()).containsEntry("gpt", Set.of("UNAVAILABLE"));
	}

	@Test
	void answerOfNobodyIsMarked() {
		breakAll();
		Answer answer = chat("support");
		assertThat(answer.answer()).isEqualTo("Sorry, I can't answer right now.");
		assertThat(answer.model()).isNull();
		assertThat(answer.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(answer.failures()).containsExactly("gpt: UNAVAILABLE", "claude: UNAVAILABLE", "local: UNAVAILABLE");
	}

	@Test
	void mendedModelReturnsAfterItsStandby() {
		set("gpt", Fault.DOWN);
		assertThat(chat("support").model()).isEqualTo("claude");
		set("gpt", Fault.NONE);
		assertThat(chat("support").model()).isEqualTo("claude");
		this.ticker.advance(Duration.ofSeconds(5));
		Answer answer = chat("support");
		assertThat(answer.model()).isEqualTo("gpt");
		assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
	}

	@Test
	void slowModelIsNotWaitedFor() {
		set("gpt", Fault.SLOW);
		assertThat(chat("impatient").failures()).containsExactly("gpt: TIMEOUT", "claude: null");
	}

	@Test
	void supportRepeatsItsLastGoodAnswer() {
		Answer good = support("Where is my parcel?");
		assertThat(good.outcome()).isEqualTo(Outcome.ANSWERED);
		breakAll();
		Answer repeated = support("Where is my parcel?");
		assertThat(repeated.answer()).isEqualTo(good.answer());
		assertThat(repeated.outcome()).isEqualTo(Outcome.DEGRADED);
	}

	@Test
	void supportTellsWhenToAskAgain() {
		set("gpt", Fault.RATE_LIMITED);
		set("claude", Fault.QUOTA_GONE);
		set("local", Fault.RATE_LIMITED);
		Answer answer = support("Are you busy?");
		assertThat(answer.answer()).isEqualTo("We are very busy. Please ask again in 5 seconds.");
		assertThat(answer.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(answer.failures()).containsExactly("gpt: RATE_LIMIT", "claude: QUOTA_EXHAUSTED",
				"local: RATE_LIMIT");
	}

	@Test
	void cheapestModelGoesFirst() {
		assertThat(chat("cheap").model()).isEqualTo("local");
		set("local", Fault.DOWN);
		assertThat(chat("cheap").model()).isEqualTo("gpt");
	}

	@Test
	void ticketIsARecordAndSaysWhenNoModelHasReadIt() {
		String question = "{\"text\": \"Where is my parcel?\"}";
		post("/demo/classify", question).expectStatus().isOk().expectBody().json("""
				{"answer": {"topic": "DELIVERY", "urgency": "NORMAL"}, "chain": "cheap", "model": "local",
				"outcome": "ANSWERED"}""");
		breakAll();
		post("/demo/classify", question).expectStatus().isOk().expectBody().json("""
				{"answer": {"topic": "OTHER", "urgency": "NORMAL"}, "chain": "cheap", "model": null,
				"outcome": "DEGRADED"}""");
	}

	@Test
	void storyIsPlainTextAndSaysWhereItBreaksOff() {
		assertThat(text(post("/demo/story", "{\"text\": \"cats\"}"))).startsWith("Once upon a time")
			.contains("Sundays");
		set("gpt", Fault.CUT_STREAM);
		assertThat(text(post("/demo/story", "{\"text\": \"cats\"}"))).startsWith("Once upon a time")
			.endsWith("[gpt broke off: INVALID_RESPONSE]\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/demo/summary     | {"text": "Hello"}                                  | local
			/demo/cheap       | {"text": "Hello"}                                  | local
			/demo/concierge   | {"name": "ada", "premium": true, "text": "Hello"}  | claude
			/demo/concierge   | {"name": "ada", "premium": false, "text": "Hello"} | local
			""")
	void everyServiceHasAnEndpoint(String path, String body, String model) {
		Answer answer = ask(path, body, Answer.class);
		assertThat(answer.answer()).startsWith("Hello, how can I help?");
		assertThat(answer.model()).isEqualTo(model);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/demo/fast        | {"text": "Hello"}
			/demo/coding      | {"text": "Hello"}
			/demo/companion   | {"conversation": "anna", "text": "Hello"}
			""")
	void serviceWithWeightsAnswersToo(String path, String body) {
		assertThat(ask(path, body, Answer.class).outcome()).isEqualTo(Outcome.ANSWERED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "anna", "bert", "carl" })
	void conversationStaysWithItsModel(String conversation) {
		String message = "{\"chain\": \"balanced\", \"text\": \"Hello\", \"conversation\": \"" + conversation + "\"}";
		Stream<String> models = IntStream.range(0, 10).mapToObj((i) -> ask("/chat", message, Answer.class).model());
		assertThat(models.distinct()).hasSize(1).isSubsetOf("gpt", "claude");
	}

	@Test
	void nothingIsMadeThatNobodyUses() {
		assertThat(this.context.getBeanNamesForType(Object.class, true, false))
			.noneMatch((name) -> name.matches(".*(Embedding|Image|Speech|Transcription|Moderation)Model"));
	}

	@Test
	void statusOfEveryModelIsJson() {
		set("gpt", Fault.QUOTA_GONE);
		chat("support");
		this.client.get().uri("/models").exchange().expectStatus().isOk().expectBody().json("""
				[{"id": "gpt", "state": "STANDBY", "standbys": [{"reason": "QUOTA_EXHAUSTED"}]},
				{"id": "claude", "state": "ACTIVE", "standbys": []},
				{"id": "local", "state": "ACTIVE", "standbys": []}]
				""");
	}

	@Test
	void chainWithoutRungsSaysWhenToComeBack() {
		set("gpt", Fault.DOWN);
		RestTestClient.ResponseSpec response = post("/chat", "{\"chain\": \"bare\", \"text\": \"Hello\"}");
		response.expectStatus().isEqualTo(503);
		response.expectHeader().valueEquals("Retry-After", "5");
		assertThat(text(response)).contains("No model of chain 'bare' could answer: UNAVAILABLE");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/chat            | 404 | {"chain": "supprt", "text": "Hello"}
			/chat            | 400 | {"chain": "support", "text": "  "}
			/chat            | 400 | {"chain": "support"}
			/chat            | 400 | {"text": "Hello"}
			/chat            | 400 | {"chain": "support", "text":
			/chat            | 400 | [1, 2, 3]
			/chat            | 400 | null
			/demo/support    | 400 | {"text": null}
			/demo/classify   | 400 | {}
			/demo/concierge  | 400 | {"text": "Hello"}
			/demo/companion  | 400 | {"text": "Hello", "conversation": " "}
			/demo/hard       | 404 | {"text": "Hello"}
			""")
	void mistakeOfTheCallerIsToldAsOne(String path, int status, String body) {
		post(path, body).expectStatus().isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gtp | 404 | {"fault": "DOWN"}   | did you mean 'gpt'?
			gpt | 400 | {"fault": "MELTED"} | must be one of [NONE, DOWN,
			gpt | 400 | {}                  | must be one of [NONE, DOWN,
			gpt | 400 | {"fault":           | not the JSON that is expected
			""")
	void mistakeAtASwitchIsToldWithWhatWouldBeRight(String model, int status, String body, String said) {
		RestTestClient.ResponseSpec response = put(model, body);
		response.expectStatus().isEqualTo(status);
		assertThat(text(response)).contains(said);
	}

	@Test
	void switchesAreSeenAndMendedAtOnce() {
		set("claude", Fault.SLOW);
		switches().json("""
				[{"model": "gpt", "fault": "NONE"}, {"model": "claude", "fault": "SLOW"},
				{"model": "local", "fault": "NONE"}]""")
			.jsonPath("$[0].faults.length()")
			.isEqualTo(Fault.values().length);
		this.client.delete().uri("/api/simulator").exchange().expectStatus().isNoContent();
		switches().jsonPath("$[1].fault").isEqualTo("NONE");
	}

	@Test
	void whatBreaksARuleIsToldTheRule() {
		assertThat(text(post("/demo/support", "{\"text\": \"\"}")))
			.contains("The text must have 1 to 10000 characters");
	}

	@Test
	void unknownChainIsToldWithTheNearestName() {
		assertThat(text(post("/chat", "{\"chain\": \"supprt\", \"text\": \"Hello\"}")))
			.contains("did you mean 'support'?");
	}

	/** The text itself is short, so nothing but the size of the whole is wrong. */
	@ParameterizedTest
	@CsvSource({ "60000, 200", "200000, 400" })
	void hugeBodyIsRefused(int length, int status) {
		RestTestClient.ResponseSpec response = post("/demo/support",
				"{\"text\": \"Hello\", \"unused\": \"" + "x".repeat(length) + "\"}");
		response.expectStatus().isEqualTo(status);
		assertThat(text(response)).doesNotContain("xxx");
	}

	@ParameterizedTest
	@CsvSource({ "/api/simulator/gpt", "/actuator/models/gpt", "/chat", "/demo/support" })
	void pageOfAnotherOriginIsRefused(String path) {
		this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Origin", "https://evil.example")
			.body("{\"enabled\": false}")
			.exchange()
			.expectStatus()
			.isForbidden();
		assertThat(this.registry.status("gpt").healthy()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/api/simulator/gpt, text/plain", "/actuator/models/gpt, text/plain",
			"/demo/support, application/x-www-form-urlencoded" })
	void formOfAForeignPageIsRefused(String path, String type) {
		this.client.post()
			.uri(path)
			.contentType(MediaType.valueOf(type))
			.body("{\"enabled\": false}")
			.exchange()
			.expectStatus()
			.isEqualTo(415);
	}

	private void set(String model, Fault fault) {
		put(model, "{\"fault\": \"" + fault + "\"}").expectStatus().isNoContent();
	}

	private void breakAll() {
		for (String model : MODELS) {
			set(model, Fault.DOWN);
		}
	}

	private RestTestClient.ResponseSpec put(String model, String body) {
		return this.client.put()
			.uri("/api/simulator/" + model)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	private RestTestClient.BodyContentSpec switches() {
		return this.client.get().uri("/api/simulator").exchange().expectStatus().isOk().expectBody();
	}

	private Answer chat(String chain) {
		return ask("/chat", "{\"chain\": \"" + chain + "\", \"text\": \"Hello\"}", Answer.class);
	}

	private Answer support(String question) {
		return ask("/demo/support", "{\"text\": \"" + question + "\"}", Answer.class);
	}

	private <T> T ask(String path, String body, Class<T> type) {
		return post(path, body).expectStatus().isOk().expectBody(type).returnResult().getResponseBody();
	}

	private RestTestClient.ResponseSpec post(String path, String body) {
		return this.client.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static String text(RestTestClient.ResponseSpec response) {
		return response.expectBody(String.class).returnResult().getResponseBody();
	}

	/** What a client of the application makes of its JSON. */
	record Answer(String answer, String model, Outcome outcome, List<Map<String, Object>> attempts,
			Map<String, Set<String>> skipped) {

		List<String> failures() {
			return this.attempts.stream()
				.map((attempt) -> attempt.get("model") + ": " + attempt.get("failure"))
				.toList();
		}

	}

}
