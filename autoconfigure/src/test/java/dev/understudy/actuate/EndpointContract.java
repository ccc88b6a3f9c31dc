package dev.understudy.actuate;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoints answer over HTTP, whatever the web framework.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EndpointContract {

	private static final String ODD = "ä %;+&?#\"<>";

	private Premises premises;

	abstract Premises open(String... properties);

	@BeforeAll
	void open() {
		this.premises = open("management.endpoint.models.access=unrestricted",
				"understudy.models[gpt-4.1].provider=openai", "understudy.models.claude.provider=anthropic",
				"understudy.models[meta/llama].provider=ollama", "understudy.models[" + ODD + "].provider=odd",
				"understudy.default-chain=assistant", "understudy.chains.assistant.models=gpt-4.1,claude",
				"understudy.chains[a/b].models=meta/llama", "understudy.chains[" + ODD + "].models[0]=" + ODD);
	}

	@AfterEach
	void enable() {
		this.premises.registry().statuses().forEach((status) -> this.premises.registry().enable(status.id()));
	}

	@AfterAll
	void close() {
		this.premises.close();
	}

	@Test
	void takesAModelOutAndBackInWhichTheNextCallHeeds() {
		assertThat(answer()).isEqualTo("gpt-4.1");
		HttpResponse<String> out = this.premises.post("/models/gpt-4.1", "{\"enabled\": false}");
		assertThat(out.statusCode()).isEqualTo(204);
		assertThat(out.body()).isEmpty();
		assertThat(answer()).isEqualTo("claude");
		HttpResponse<String> in = this.premises.post("/models/gpt-4.1", "{\"enabled\": true}");
		assertThat(in.statusCode()).isEqualTo(204);
		assertThat(answer()).isEqualTo("gpt-4.1");
	}

	@Test
	void takesAModelOutForATimeWithANoteThatTheEndpointShows() {
		post("claude", "{\"enabled\": false, \"for\": \"PT5M\", \"note\": \"new key, ask Ann\"}", 204);
		Instant now = this.premises.clock().instant();
		assertThat(this.premises.json("/models/claude")).containsEntry("state", "STANDBY")
			.containsEntry("cooldownRemaining", "PT5M")
			.containsEntry("standbys", List.of(Map.of("reason", "MANUAL", "since", now.toString(), "until",
					now.plus(Duration.ofMinutes(5)).toString(), "note", "new key, ask Ann")));
		this.premises.clock().pass(Duration.ofMinutes(5));
		assertThat(this.premises.json("/models/claude")).containsEntry("state", "ACTIVE");
	}

	@Test
	void aNewerNoteReplacesTheOlderOneAndTheLaterEndStays() {
		post("claude", "{\"enabled\": false, \"for\": \"5m\", \"note\": \"first\"}", 204);
		post("claude", "{\"enabled\": false, \"for\": \"5m\", \"note\": \"second\"}", 204);
		assertThat(manual("claude").note()).isEqualTo("second");
		post("claude", "{\"enabled\": false, \"for\": \"1m\", \"note\": \"third\"}", 204);
		post("claude", "{\"enabled\": false, \"for\": \"1m\", \"note\": \" \"}", 204);
		assertThat(manual("claude").note()).isEqualTo("third");
		assertThat(this.premises.registry().status("claude").cooldownRemaining()).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void aBlankNoteIsNone() {
		post("claude", "{\"enabled\": false, \"note\": \" \"}", 204);
		assertThat(manual("claude").note()).isNull();
		post("gpt-4.1", "{\"enabled\": false}", 204);
		assertThat(manual("gpt-4.1").note()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "5m,PT5M", "90s,PT1M30S", "PT1H,PT1H", "1d,PT24H", "250ms,PT0.25S" })
	void readsLengthsTheWayPropertiesAreWritten(String length, Duration expected) {
		post("claude", "{\"enabled\": false, \"for\": \"" + length + "\"}", 204);
		assertThat(this.premises.registry().status("claude").cooldownRemaining()).isEqualTo(expected);
	}

	@Test
	void staysOutUntilSomebodyTakesItBackWithoutALength() {
		post("claude", "{\"enabled\": false, \"for\": null, \"note\": null}", 204);
		assertThat(this.premises.json("/models/claude")).containsEntry("state", "STANDBY")
			.doesNotContainKey("cooldownRemaining");
	}

	@Test
	void otherReasonsSurviveARelease() {
		assertThat(answer((model) -> {
			if (model.id().equals("gpt-4.1")) {
				throw new HttpClientErrorException(HttpStatus.PAYMENT_REQUIRED);
			}
			return model.id();
		})).isEqualTo("claude");
		post("gpt-4.1", "{\"enabled\": false}", 204);
		assertThat(reasons("gpt-4.1")).containsExactly(StandbyReason.QUOTA_EXHAUSTED, StandbyReason.MANUAL);
		post("gpt-4.1", "{\"enabled\": true}", 204);
		assertThat(reasons("gpt-4.1")).containsExactly(StandbyReason.QUOTA_EXHAUSTED);
		assertThat(answer()).isEqualTo("claude");
	}

	@Test
	void releasingAModelThatIsInIsNoMistake() {
		post("claude", "{\"enabled\": true}", 204);
		assertThat(this.premises.registry().status("claude").healthy()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                          | enabled  | missing
			{"enabled": null}                           | enabled  | missing
			{"note": "x"}                               | enabled  | missing
			{"enabled": "maybe"}                        | enabled  | 'true' or 'false'
			{"enabled": 1}                              | enabled  | 'true' or 'false'
			{"enabled": ""}                             | enabled  | 'true' or 'false'
			{"enabled": false, "for": "PT0S"}           | for      | longer than zero
			{"enabled": false, "for": "0s"}             | for      | longer than zero
			{"enabled": false, "for": "-5m"}            | for      | longer than zero
			{"enabled": false, "for": "PT-5M"}          | for      | longer than zero
			{"enabled": false, "for": "soon"}           | for      | with its unit
			{"enabled": false, "for": ""}               | for      | with its unit
			{"enabled": false, "for": "300"}            | for      | with its unit
			{"enabled": false, "for": 300}              | for      | with its unit
			{"enabled": false, "for": "5 minutes"}      | for      | with its unit
			{"enabled": false, "for": "400d"}           | for      | not be longer than '366d'
			{"enabled": false, "for": "9999999999999d"} | for      | not be longer than '366d'
			{"enabled": false, "for": "99999999999999999999s"} | for | '5m'
			{"enabled": false, "for": "P99999999999999D"} | for    | not be longer than '366d'
			{"enabled": true, "for": "5m"}              | for      | leave it out
			{"enabled": false, "four": "5m"}            | four     | leave it out
			{"enabled": false, "duration": "5m"}        | duration | leave it out
			{"enabled": false, "id": "gpt-4.1"}         | id       | leave it out
			""")
	void saysWhatIsWrongAndHowToMendIt(String body, String field, String mend) {
		HttpResponse<String> response = this.premises.post("/models/claude", body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Premises.json(response)).containsOnlyKeys("field", "error").containsEntry("field", field);
		assertThat((String) Premises.json(response).get("error")).contains("'" + field + "'").contains(mend);
		assertThat(this.premises.registry().statuses()).allMatch((status) -> status.standbys().isEmpty());
	}

	@Test
	void boundsNotesAndRepeatsNothingLong() {
		post("claude", "{\"enabled\": false, \"note\": \"" + "x".repeat(500) + "\"}", 204);
		HttpResponse<String> note = post("claude", "{\"enabled\": false, \"note\": \"" + "x".repeat(501) + "\"}", 400);
		assertThat(Premises.json(note)).containsEntry("field", "note");
		HttpResponse<String> length = post("claude", "{\"enabled\": false, \"for\": \"" + "x".repeat(5000) + "\"}",
				400);
		HttpResponse<String> field = post("claude", "{\"enabled\": false, \"" + "x".repeat(5000) + "\": 1}", 400);
		assertThat(List.of(note, length, field)).allMatch((response) -> response.body().length() < 300);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", "{\"enabled\": {}}", "\"out\"" })
	void refusesWhatIsNoRequestAtAll(String body) {
		assertThat(this.premises.post("/models/claude", body).statusCode()).isEqualTo(400);
	}

	@Test
	void aQueryCannotNameAnotherModelThanThePath() {
		HttpResponse<String> post = this.premises.post("/models/claude?id=gpt-4.1", "{\"enabled\": false}");
		assertThat(post.statusCode()).isEqualTo(400);
		assertThat(this.premises.get("/models/claude?id=gpt-4.1").statusCode()).isEqualTo(400);
		assertThat(this.premises.registry().statuses()).allMatch((status) -> status.standbys().isEmpty());
		HttpResponse<String> chain = this.premises.get("/chains/assistant?name=other");
		assertThat(chain.statusCode()).isEqualTo(400);
		assertThat(Premises.json(chain))
			.isEqualTo(Map.of("field", "name", "error", "'name' is read from the path, leave it out elsewhere"));
		HttpResponse<String> twice = this.premises.post("/models/claude?note=a&note=b", "{\"enabled\": false}");
		assertThat(twice.statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt", "gpt-4.1.json", "gpt-4", "claude/x", "..", "%20" })
	void unknownModelsAreNotFoundAndNothingIsCreated(String id) {
		List<String> before = ids();
		HttpResponse<String> get = this.premises.get("/models/" + id.replace("..", "%2E%2E."));
		assertThat(get.statusCode()).isEqualTo(404);
		HttpResponse<String> post = this.premises.post("/models/" + id.replace("..", "%2E%2E."),
				"{\"enabled\": false}");
		assertThat(post.statusCode()).isEqualTo(404);
		assertThat(Premises.json(post)).containsOnlyKeys("error");
		assertThat((String) Premises.json(post).get("error")).startsWith("Unknown model '").contains("'gpt-4.1'");
		assertThat(ids()).isEqualTo(before);
	}

	@Test
	void unknownNamesAreNotRepeatedAtAnyLength() {
		for (String path : List.of("/models/", "/chains/")) {
			HttpResponse<String> response = this.premises.get(path + "x".repeat(3000));
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat((String) Premises.json(response).get("error")).contains("'xxxxx")
				.contains("x...'")
				.hasSizeLessThan(300);
		}
	}

	@Test
	void namesMayHaveAnyCharacters() {
		for (String id : List.of("gpt-4.1", "meta/llama", ODD)) {
			assertThat(this.premises.json("/models/" + encoded(id))).containsEntry("id", id);
			post(id, "{\"enabled\": false}", 204);
			assertThat(this.premises.registry().status(id).state()).isEqualTo(ModelState.STANDBY);
		}
		for (String chain : List.of("assistant", "a/b", ODD)) {
			assertThat(this.premises.json("/chains/" + encoded(chain))).containsEntry("chain", chain);
		}
	}

	@Test
	void explainsChains() {
		post("gpt-4.1", "{\"enabled\": false, \"note\": \"secret\"}", 204);
		Map<String, Object> chain = this.premises.json("/chains/assistant");
		assertThat(chain).containsEntry("chain", "assistant")
			.containsEntry("strategy", "priority")
			.containsEntry("order", List.of(Map.of("id", "claude", "provider", "anthropic", "name", "claude")))
			.containsEntry("skipped", Map.of("gpt-4.1", List.of("MANUAL")))
			.containsKey("statistics");
		assertThat(this.premises.json("/chains").get("chains")).asInstanceOf(InstanceOfAssertFactories.LIST)
			.extracting("chain")
			.containsExactlyInAnyOrder("assistant", "a/b", ODD);
	}

	@Test
	void unknownChainsAreNotFound() {
		HttpResponse<String> response = this.premises.get("/chains/asistant");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat((String) Premises.json(response).get("error"))
			.startsWith("Unknown chain 'asistant', did you mean 'assistant'?");
	}

	@Test
	void manyOperatorsAtOnceLeaveAModelEitherOutOnceOrIn() throws Exception {
		Changes changes = this.premises.context().getBean(Changes.class);
		long before = changes.outNow();
		ExecutorService operators = Executors.newFixedThreadPool(8);
		List<Future<?>> done = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			String body = "{\"enabled\": " + (i % 2 == 0) + "}";
			done.add(operators.submit(() -> {
				for (int turn = 0; turn < 40; turn++) {
					post("claude", body, 204);
				}
			}));
		}
		for (Future<?> each : done) {
			each.get(60, TimeUnit.SECONDS);
		}
		operators.shutdown();
		assertThat(reasons("claude")).isIn(List.of(), List.of(StandbyReason.MANUAL));
		assertThat(changes.outNow() - before).isEqualTo(reasons("claude").size());
		post("claude", "{\"enabled\": false}", 204);
		assertThat(reasons("claude")).containsExactly(StandbyReason.MANUAL);
		post("claude", "{\"enabled\": true}", 204);
		assertThat(this.premises.registry().status("claude").healthy()).isTrue();
		assertThat(changes.outNow()).isEqualTo(before);
	}

	@Test
	void listsEveryModel() {
		assertThat(this.premises.json("/models").get("models")).asInstanceOf(InstanceOfAssertFactories.LIST)
			.extracting("id")
			.containsExactlyInAnyOrder("gpt-4.1", "claude", "meta/llama", ODD);
	}

	private HttpResponse<String> post(String id, String body, int status) {
		HttpResponse<String> response = this.premises.post("/models/" + encoded(id), body);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		return response;
	}

	private String answer() {
		return answer(Model::id);
	}

	private String answer(ModelCall<String> call) {
		return this.premises.router().call("assistant", call);
	}

	private List<StandbyReason> reasons(String id) {
		return this.premises.registry().status(id).standbys().stream().map(Standby::reason).toList();
	}

	private Standby manual(String id) {
		return this.premises.registry().status(id).standbys().get(0);
	}

	private List<String> ids() {
		return this.premises.registry().statuses().stream().map((status) -> status.id()).toList();
	}

	private static String encoded(String name) {
		return URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("%2F", "/");
	}

}
