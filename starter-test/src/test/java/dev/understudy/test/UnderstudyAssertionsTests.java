package dev.understudy.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelStatus;
import dev.understudy.Routed;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What assertions say when they do not hold. The engine needs no Spring here.
 */
class UnderstudyAssertionsTests {

	private final VirtualClock clock = new VirtualClock();

	private final TestState state = new TestState();

	private final Understudy understudy = Understudy.builder()
		.ticker(this.clock)
		.timer(this.clock)
		.stateStore(this.state.standbys())
		.limitStore(this.state.counters())
		.classifier(new ScriptedFailures())
		.models(Model.of("gpt", "openai", "gpt-4.1"), Model.of("claude", "anthropic", "claude-sonnet-4-5"))
		.chain(ChainSettings.of("assistant", List.of(seat("gpt"), seat("claude"))))
		.build();

	private final ScriptedModels models = new ScriptedModels(this.clock, this.state, () -> this.understudy);

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@Test
	void answerOfTheFirstChoiceHolds() {
		Routed<String> routed = answered();
		assertThat(routed).isAnsweredBy("gpt")
			.isAnsweredByFirstChoice()
			.isNotDegraded()
			.hasAnswer("From GPT.")
			.hasAttempts("gpt");
		fails(() -> assertThat(routed).fellBackTo("claude"), """
				Expected the call to fall back to 'claude', and 'gpt' did.
				The call:
				  gpt: answered""");
		fails(() -> assertThat(routed).fellBackTo("gpt"), """
				Expected the call to fall back to 'gpt', and 'gpt' did as first choice.
				The call:
				  gpt: answered""");
		fails(() -> assertThat(routed).fellBackFrom("claude", FailureKind.TIMEOUT), """
				Expected 'claude' to fail with TIMEOUT, and it was not tried.
				The call:
				  gpt: answered""");
		fails(() -> assertThat(routed).isDegraded(), """
				Expected a degraded answer, and 'gpt' did.
				The call:
				  gpt: answered""");
		fails(() -> assertThat(routed).hasAnswer("From Claude."), """
				Expected the answer to be
				  "From Claude."
				and it is
				  "From GPT."
				The call:
				  gpt: answered""");
		fails(() -> assertThat(routed).skipped("gpt"), """
				Expected 'gpt' not to be tried, and it was.
				The call:
				  gpt: answered""");
		fails(() -> assertThat(routed).skipped("local"), """
				Expected 'local' not to be tried, and it was neither tried nor skipped.
				The call:
				  gpt: answered""");
	}

	@Test
	void answerOfAnotherModelHolds() {
		Routed<String> routed = fellBack();
		assertThat(routed).fellBackTo("claude").isAnsweredBy("claude").fellBackFrom("gpt", FailureKind.RATE_LIMIT);
		String story = """

				The call:
				  gpt: RATE_LIMIT, to be asked again after PT40S (dev.understudy.test.ScriptedFailureException: Model \
				'gpt' fails as scripted: RATE_LIMIT, to be asked again after PT40S)
				  claude: answered""";
		fails(() -> assertThat(routed).isAnsweredBy("gpt"), "Expected 'gpt' to answer, and 'claude' did." + story);
		fails(() -> assertThat(routed).isAnsweredByFirstChoice(),
				"Expected the first choice to answer, and 'claude' did." + story);
		fails(() -> assertThat(routed).fellBackFrom("gpt", FailureKind.TIMEOUT),
				"Expected 'gpt' to fail with TIMEOUT, and it did not." + story);
		fails(() -> assertThat(routed).hasAttempts("gpt", "gpt", "claude"),
				"Expected attempts of [gpt, gpt, claude], and there were those of [gpt, claude]." + story);
	}

	@Test
	void modelThatAnswersAfterARetryIsNotFallenBackFrom() {
		Routed<String> once = fellBack();
		Routed<String> routed = new Routed<>("x", "assistant", once.attempts().get(0).model(), null, once.attempts(),
				Map.of());
		assertThatThrownBy(() -> assertThat(routed).fellBackFrom("gpt", FailureKind.RATE_LIMIT))
			.hasMessageStartingWith("Expected the call to fall back from 'gpt', and it answered after all.");
	}

	@Test
	void skippedModelHolds() {
		this.models.standDown("gpt", StandbyReason.MANUAL);
		this.models.script("claude", Script.answers("From Claude."));
		Routed<String> routed = route();
		assertThat(routed).skipped("gpt").skipped("gpt", "MANUAL").fellBackTo("claude");
		fails(() -> assertThat(routed).skipped("gpt", "SLOW"), """
				Expected 'gpt' not to be tried because of SLOW, and it is because of MANUAL.
				The call:
				  claude: answered
				  gpt: not tried, MANUAL""");
	}

	@Test
	void degradedAnswerHolds() {
		dev.understudy.Degradation why = new dev.understudy.Degradation("assistant", FailureKind.AUTH_ERROR, "why",
				new IllegalStateException(), List.of(), null);
		Routed<String> routed = new Routed<>("Sorry", "assistant", null, why, List.of(), Map.of());
		assertThat(routed).isDegraded().isDegradedBecauseOf(FailureKind.AUTH_ERROR);
		fails(() -> assertThat(routed).isDegradedBecauseOf(FailureKind.TIMEOUT), """
				Expected an answer degraded because of TIMEOUT, and it is because of AUTH_ERROR.
				The call:
				  no model was tried""");
		fails(() -> assertThat(routed).isNotDegraded(), """
				Expected an answer of a model, and no model answered (degraded because of AUTH_ERROR).
				The call:
				  no model was tried""");
		assertThatThrownBy(() -> assertThat(Routed.of("x")).isAnsweredBy("gpt"))
			.hasMessageStartingWith("Expected 'gpt' to answer, and nobody knows who did.");
		assertThatThrownBy(() -> assertThat((Routed<String>) null).isDegraded()).isInstanceOf(AssertionError.class);
	}

	@Test
	void statusHolds() {
		assertThat(status()).isActive().isUsableAfter(Duration.ZERO);
		fails(() -> assertThat(status()).isOnStandby(), "Expected model 'gpt' to be on standby, and it is active");
		fails(() -> assertThat(status()).isInTrial(), "Expected model 'gpt' to be in trial, and it is active");
		this.models.standDown("gpt", StandbyReason.RATE_LIMITED, Duration.ofSeconds(30));
		assertThat(status()).isOnStandby()
			.isOnStandbyFor(StandbyReason.RATE_LIMITED)
			.isUsableAfter(Duration.ofSeconds(30));
		fails(() -> assertThat(status()).isActive(), """
				Expected model 'gpt' to be active, and it is on standby
				  RATE_LIMITED until 2026-01-01T00:00:30Z
				  usable after PT30S""");
		fails(() -> assertThat(status()).isUsableAfter(Duration.ZERO), """
				Expected model 'gpt' to be usable after PT0S, and it is on standby
				  RATE_LIMITED until 2026-01-01T00:00:30Z
				  usable after PT30S""");
		this.models.standDown("gpt", StandbyReason.MANUAL);
		fails(() -> assertThat(status()).isOnStandbyFor(StandbyReason.SLOW), """
				Expected model 'gpt' to be on standby for SLOW, and it is on standby
				  RATE_LIMITED until 2026-01-01T00:00:30Z
				  MANUAL without an end""");
	}

	@Test
	void exhaustedChainHolds() {
		this.models.script("gpt", Script.fails(FailureKind.UNAVAILABLE, Duration.ofSeconds(40)));
		this.models.standDown("claude", StandbyReason.MANUAL);
		ChainExhaustedException thrown = catchThrowableOfType(ChainExhaustedException.class, this::route);
		assertThat(thrown).hasChain("assistant")
			.isBecauseOf(FailureKind.UNAVAILABLE)
			.fellBackFrom("gpt", FailureKind.UNAVAILABLE)
			.skipped("claude", "MANUAL")
			.hasAttempts("gpt")
			.hasRetryAfter(Duration.ofSeconds(40))
			.hasMessageContaining("claude");
		String story = """

				The call:
				  gpt: UNAVAILABLE, to be asked again after PT40S (dev.understudy.test.ScriptedFailureException: Model \
				'gpt' fails as scripted: UNAVAILABLE, to be asked again after PT40S)
				  claude: not tried, MANUAL""";
		fails(() -> assertThat(thrown).hasChain("other"),
				"Expected chain 'other' to be exhausted, and it is 'assistant'." + story);
		fails(() -> assertThat(thrown).isBecauseOf(FailureKind.TIMEOUT),
				"Expected the call to fail because of TIMEOUT, and it is because of UNAVAILABLE." + story);
		fails(() -> assertThat(thrown).fellBackFrom("claude", FailureKind.TIMEOUT),
				"Expected 'claude' to fail with TIMEOUT, and it was not tried." + story);
		fails(() -> assertThat(thrown).skipped("gpt"),
				"Expected 'gpt' not to be tried, and it was not skipped." + story);
		fails(() -> assertThat(thrown).skipped("claude", "SLOW"),
				"Expected 'claude' not to be tried because of SLOW, and it is because of MANUAL." + story);
		fails(() -> assertThat(thrown).hasAttempts(),
				"Expected attempts of [], and there were those of [gpt]." + story);
		fails(() -> assertThat(thrown).hasRetryAfter(null),
				"Expected that it makes sense to ask again after null, and it is after PT40S." + story);
	}

	@Test
	void answerWithManyReasonsNamesThemAll() {
		Routed<String> routed = new Routed<>("x", "assistant", null, null, List.of(),
				Map.of("gpt", Set.of("CAPABILITY")));
		assertThatThrownBy(() -> assertThat(routed).skipped("gpt", "CAPABILITY", "SLOW")).hasMessageStartingWith(
				"Expected 'gpt' not to be tried because of CAPABILITY, SLOW, and it is because of " + "CAPABILITY.");
	}

	private Routed<String> answered() {
		this.models.script("gpt", Script.answers("From GPT."));
		return route();
	}

	private Routed<String> fellBack() {
		this.models.script("gpt", Script.fails(FailureKind.RATE_LIMIT, Duration.ofSeconds(40)));
		this.models.script("claude", Script.answers("From Claude."));
		return route();
	}

	private Routed<String> route() {
		return this.understudy.router().route("assistant", (model) -> this.models.ask("?"));
	}

	private ModelStatus status() {
		ModelRegistry registry = this.understudy.registry();
		return registry.status("gpt");
	}

	private static void fails(ThrowingCallable assertion, String message) {
		assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
	}

	private static SeatSettings seat(String id) {
		return SeatSettings.of(id).withRetry(RetryPolicy.NONE);
	}

}
