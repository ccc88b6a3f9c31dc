package dev.understudy.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.springai.ChatQuota;
import dev.understudy.springai.RoutingChatModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What real clients hand on of the headers in which a provider tells what is left of its
 * quota, and what a chain makes of it.
 */
class QuotaHeadersTests {

	private static final Prompt PROMPT = new Prompt("To be?");

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ProviderServer server = new ProviderServer();

	private final ChatModel anthropic = VendorClients.of(Provider.ANTHROPIC, this.server.url(), LONG);

	private final ChatModel openAi = VendorClients.of(Provider.OPENAI, this.server.url(), LONG);

	private final Understudy understudy = Understudy.builder()
		.models(Model.of("gpt", "openai", "gpt-4.1"))
		.model(ModelSettings.of(Model.of("claude", "anthropic", "claude-sonnet-4-5")))
		.model(ModelSettings.of(Model.of("bounded", "anthropic", "claude-haiku-4-5"))
			.withLimits(Limits.of(Limit.requests(9, Period.MONTH))))
		.chain("talk", "claude", "gpt")
		.chain("bounds", "bounded")
		.quotaReader(new ChatQuota())
		.build();

	private final RoutingChatModels chains = new RoutingChatModels(this.understudy,
			(model) -> model.id().equals("gpt") ? this.openAi : this.anthropic, () -> null);

	@AfterEach
	void stop() {
		this.understudy.close();
		this.server.close();
	}

	@Test
	void lastRequestOfTheQuotaIsAnsweredAndTheNextGoesElsewhereUntilTheReset() {
		Instant reset = reset(90);
		this.server.headers(anthropic("requests", 0, reset));
		assertThat(model(this.chains.chain("talk").call(PROMPT))).isEqualTo("claude");
		assertStandsDownUntil("claude", reset);
		assertThat(model(this.chains.chain("talk").call(PROMPT))).isEqualTo("gpt");
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.understudy.registry().status("claude").consecutiveFailures()).isZero();
		assertThat(this.understudy.registry().status("claude").successRate()).isOne();
	}

	@Test
	void tokensThatAreUsedUpCountAsWellAndTheLaterResetHolds() {
		Instant reset = reset(200);
		this.server.headers(join(anthropic("tokens", 0, reset), anthropic("requests", 0, reset(100))));
		this.chains.chain("talk").call(PROMPT);
		assertStandsDownUntil("claude", reset);
	}

	@Test
	void modelOfWhoseQuotaSomethingIsLeftStaysActive() {
		this.server.headers(join(anthropic("requests", 1, reset(90)), anthropic("tokens", 1_000, reset(90))));
		this.chains.chain("talk").call(PROMPT);
		assertThat(standbys("claude")).isEmpty();
	}

	@Test
	void quotaWithoutAResetInTheFutureStandsNobodyDown() {
		this.server.headers(anthropic("requests", 0, Instant.now().minusSeconds(60)));
		this.chains.chain("talk").call(PROMPT);
		this.server.headers(Map.of("anthropic-ratelimit-requests-remaining", "0"));
		this.chains.chain("talk").call(PROMPT);
		this.server.headers(Map.of("anthropic-ratelimit-requests-remaining", "0", "anthropic-ratelimit-requests-reset",
				"tomorrow"));
		this.chains.chain("talk").call(PROMPT);
		assertThat(standbys("claude")).isEmpty();
	}

	@Test
	void resetFarAwayIsObeyedUpToTheLongestCooldown() {
		this.server.headers(anthropic("requests", 0, reset(86_400)));
		this.chains.chain("talk").call(PROMPT);
		assertStandsDownUntil("claude", reset(600));
	}

	@Test
	void streamTellsItAtItsBeginningAndFlowsOnToItsEnd() {
		Instant reset = reset(90);
		this.server.answer(Answer.of("To be", ", or not", " to be", "."));
		this.server.headers(anthropic("requests", 0, reset));
		List<ChatResponse> pieces = this.chains.chain("talk").stream(PROMPT).collectList().block(LONG);
		assertThat(pieces).extracting(QuotaHeadersTests::model).containsOnly("claude");
		assertThat(text(pieces)).isEqualTo("To be, or not to be.");
		assertStandsDownUntil("claude", reset);
	}

	@Test
	void clientsThatACallUsesItselfTellItAsWell() {
		Instant reset = reset(90);
		this.server.headers(anthropic("requests", 0, reset));
		inAttempt((prompt) -> this.chains.chain("talk").call(prompt));
		assertStandsDownUntil("claude", reset);
		this.understudy.registry().enable("claude");
		inAttempt((prompt) -> this.chains.chain("talk").stream(prompt).blockLast(LONG));
		assertStandsDownUntil("claude", reset);
		this.understudy.registry().enable("claude");
		this.understudy.router().call("talk", (model) -> this.anthropic.call(PROMPT));
		assertStandsDownUntil("claude", reset);
	}

	@Test
	void modelWithLimitsOfItsOwnStandsDownForBoth() {
		Instant reset = reset(90);
		this.server.headers(anthropic("requests", 0, reset));
		this.chains.chain("bounds").call(PROMPT);
		assertStandsDownUntil("bounded", reset);
		assertThat(this.understudy.registry().status("bounded").requestsUsed()).isOne();
	}

	/**
	 * Should this fail, the client has learnt to hand them on, and the docs are wrong.
	 */
	@Test
	void clientOfOpenAiHandsOnNothingOfAnAnswersHeaders() {
		this.understudy.registry().disable("claude", null, "out");
		this.server.headers(Map.of("x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "0",
				"x-ratelimit-reset-requests", "6m0s", "x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens",
				"1s"));
		assertThat(model(this.chains.chain("talk").call(PROMPT))).isEqualTo("gpt");
		this.chains.chain("talk").stream(PROMPT).blockLast(LONG);
		assertThat(standbys("gpt")).isEmpty();
	}

	private void inAttempt(Consumer<Prompt> work) {
		this.understudy.router().call("talk", (model) -> {
			assertThat(CurrentModel.require().id()).isEqualTo("claude");
			work.accept(PROMPT);
			return "done";
		});
	}

	private void assertStandsDownUntil(String id, Instant reset) {
		assertThat(standbys(id)).singleElement().satisfies((standby) -> {
			assertThat(standby.reason()).isEqualTo(StandbyReason.RATE_LIMITED);
			assertThat(Duration.between(standby.until(), reset).abs()).isLessThan(Duration.ofSeconds(10));
		});
	}

	private List<Standby> standbys(String id) {
		return this.understudy.registry().status(id).standbys();
	}

	private static Instant reset(int seconds) {
		return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
	}

	private static Map<String, String> anthropic(String what, int left, Instant reset) {
		String prefix = "anthropic-ratelimit-" + what;
		return Map.of(prefix + "-limit", "1000", prefix + "-remaining", String.valueOf(left), prefix + "-reset",
				reset.toString());
	}

	private static Map<String, String> join(Map<String, String> one, Map<String, String> other) {
		Map<String, String> all = new HashMap<>(one);
		all.putAll(other);
		return all;
	}

	private static String model(ChatResponse response) {
		return response.getMetadata().get("understudy.model");
	}

	private static String text(List<ChatResponse> pieces) {
		StringBuilder text = new StringBuilder();
		pieces.stream()
			.flatMap((piece) -> piece.getResults().stream())
			.map((generation) -> generation.getOutput().getText())
			.filter((piece) -> piece != null)
			.forEach(text::append);
		return text.toString();
	}

}
