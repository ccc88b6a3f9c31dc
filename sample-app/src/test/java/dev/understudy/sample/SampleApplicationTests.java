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
import dev.understudy.sample.support.TicketClassifier.Ticket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as its users see it: over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.conversation=false", "sample.pace.gpt=0", "sample.pace.claude=0", "sample.pace.local=0",
				"understudy.chains.impatient.models[0].model=gpt", "understudy.chains.impatient.models[0].timeout=50ms",
				"understudy.chains.impatient.models[1].model=claude", "understudy.chains.bare.models=gpt" })
@Import(VirtualTicker.class)
class SampleApplicationTests {

	private static final String[] MODELS = { "gpt", "claude", "local" };

	@LocalServerPort
	private int port;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private VirtualTicker ticker;

	private RestTestClient client;

	@BeforeEach
	void mendEverything() {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		for (String model : MODELS) {
			set(model, Fault.NONE);
			this.registry.enable(model);
		}
	}

	@Test
	void firstChoiceAnswersWhileItIsWell() {
		Answer answer = chat("support");
		assertThat(answer.answer()).isEqualTo("Hello, how can I help?");
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
		set("gpt", Fault.DOWN);
		set("claude", Fault.DOWN);
		Answer answer = chat("support");
		assertThat(answer.answer()).isEqualTo("Sorry, I can't answer right now.");
		assertThat(answer.model()).isNull();
		assertThat(answer.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(answer.failures()).containsExactly("gpt: UNAVAILABLE", "claude: UNAVAILABLE");
	}

	@Test
	void mendedModelReturnsAfterItsStandby() {
		set("gpt", Fault.DOWN);
		assertThat(chat("support").model()).isEqualTo("claude");
		set("gpt", Fault.NONE);
		assertThat(chat("support").model()).isEqualTo("claude");
		this.ticker.advance(Duration.ofSeconds(2));
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
		set("gpt", Fault.DOWN);
		set("claude", Fault.DOWN);
		Answer repeated = support("Where is my parcel?");
		assertThat(repeated.answer()).isEqualTo(good.answer());
		assertThat(repeated.outcome()).isEqualTo(Outcome.DEGRADED);
	}

	@Test
	void supportTellsWhenToAskAgain() {
		set("gpt", Fault.RATE_LIMITED);
		set("claude", Fault.QUOTA_GONE);
		Answer answer = support("Are you busy?");
		assertThat(answer.answer()).isEqualTo("We are very busy. Please ask again in 5 seconds.");
		assertThat(answer.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(answer.failures()).containsExactly("gpt: RATE_LIMIT", "claude: QUOTA_EXHAUSTED");
	}

	@Test
	void cheapestModelGoesFirst() {
		assertThat(chat("cheap").model()).isEqualTo("local");
		set("local", Fault.DOWN);
		assertThat(chat("cheap").model()).isEqualTo("gpt");
	}

	@Test
	void ticketIsARecordAndSaysWhenNoModelHasReadIt() {
		assertThat(classify("Where is it?")).isEqualTo(new Ticket("delivery", "high", true));
		for (String model : MODELS) {
			set(model, Fault.DOWN);
		}
		assertThat(classify("Where is it?")).isEqualTo(new Ticket("other", "normal", false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "anna", "bert", "carl" })
	void conversationStaysWithItsModel(String conversation) {
		String message = "{\"chain\": \"balanced\", \"text\": \"Hello\", \"conversation\": \"" + conversation + "\"}";
		Stream<String> models = IntStream.range(0, 10).mapToObj((i) -> ask("/chat", message, Answer.class).model());
		assertThat(models.distinct()).hasSize(1).isSubsetOf("gpt", "claude");
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
		response.expectHeader().valueEquals("Retry-After", "2");
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
			/support         | 400 | {"text": null}
			/classify        | 400 | {}
			/simulator/gtp   | 404 | {"fault": "DOWN"}
			/simulator/gpt   | 400 | {"fault": "MELTED"}
			/simulator/gpt   | 400 | {}
			""")
	void mistakeOfTheCallerIsToldAsOne(String path, int status, String body) {
		post(path, body).expectStatus().isEqualTo(status);
	}

	@Test
	void unknownChainIsToldWithTheNearestName() {
		assertThat(text(post("/chat", "{\"chain\": \"supprt\", \"text\": \"Hello\"}")))
			.contains("did you mean 'support'?");
	}

	@Test
	void hugeBodyIsRefused() {
		RestTestClient.ResponseSpec response = post("/support", "{\"text\": \"" + "x".repeat(200_000) + "\"}");
		response.expectStatus().isEqualTo(400);
		assertThat(text(response)).doesNotContain("xxx");
	}

	@Test
	void formOfAForeignPageIsRefused() {
		this.client.post()
			.uri("/simulator/gpt")
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body("fault=DOWN")
			.exchange()
			.expectStatus()
			.isEqualTo(415);
	}

	private void set(String model, Fault fault) {
		post("/simulator/" + model, "{\"fault\": \"" + fault + "\"}").expectStatus().isNoContent();
	}

	private Answer chat(String chain) {
		return ask("/chat", "{\"chain\": \"" + chain + "\", \"text\": \"Hello\"}", Answer.class);
	}

	private Answer support(String question) {
		return ask("/support", "{\"text\": \"" + question + "\"}", Answer.class);
	}

	private Ticket classify(String text) {
		return ask("/classify", "{\"text\": \"" + text + "\"}", Ticket.class);
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
