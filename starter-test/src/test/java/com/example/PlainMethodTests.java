package com.example;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelRegistry;
import dev.understudy.PartialAnswerException;
import dev.understudy.Routed;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedFailureException;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.answersWith;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.Script.hangs;
import static dev.understudy.test.Script.streams;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Annotated methods whose client is the application's own are not run.
 */
@SpringBootTest
@AutoConfigureScriptedModels
@Timeout(60)
class PlainMethodTests {

	private static final String SORRY = "Sorry, I can't answer right now.";

	@Autowired
	private ScriptedModels models;

	@Autowired
	private VirtualClock clock;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private SupportAssistant assistant;

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "CONTENT_FILTER", "BAD_REQUEST", "CANCELLED" })
	void failureOfAKindIsOneOfThatKind(FailureKind kind) {
		this.models.script("gpt", fails(kind, Duration.ofSeconds(7)));
		this.models.script("claude", answers("From Claude."));
		Routed<String> routed = this.assistant.answer("?");
		assertThat(routed).fellBackFrom("gpt", kind).fellBackTo("claude").hasAnswer("From Claude.");
		assertThat(routed.attempts().get(0).failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	@ParameterizedTest
	@EnumSource(names = { "BAD_REQUEST", "CANCELLED" })
	void failureThatIsTheCallersReachesTheCaller(FailureKind kind) {
		this.models.script("gpt", fails(kind));
		assertThatThrownBy(() -> this.assistant.answer("?"))
			.isInstanceOfSatisfying(ScriptedFailureException.class, (ex) -> assertThat(ex.kind()).isEqualTo(kind))
			.hasMessage("Model 'gpt' fails as scripted: " + kind);
		assertThat(this.models.asked("claude")).isEmpty();
	}

	@Test
	void exceptionIsReadLikeAnyOther() {
		this.models.script("gpt", fails(new java.net.ConnectException("refused")));
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.answer("?")).fellBackFrom("gpt", FailureKind.NETWORK_ERROR)
			.hasAttempts("gpt", "gpt", "claude");
	}

	@Test
	void shortRateLimitIsWaitedForInVirtualTime() {
		this.models.script("gpt", fails(FailureKind.RATE_LIMIT, Duration.ofSeconds(2)).then(answers("From GPT.")));
		assertThat(this.assistant.answer("?")).hasAttempts("gpt", "gpt").isAnsweredBy("gpt");
		assertThat(this.clock.instant()).isAfterOrEqualTo(VirtualClock.BEGINNING.plusSeconds(2))
			.isBefore(VirtualClock.BEGINNING.plusSeconds(6));
	}

	@Test
	void lastStepIsRepeated() {
		this.models.script("gpt", answers("1").times(2).then(answers("2")));
		assertThat(List.of(this.assistant.count("a"), this.assistant.count("b"), this.assistant.count("c"),
				this.assistant.count("d")))
			.containsExactly(1, 1, 2, 2);
	}

	@Test
	void callThatHangsTimesOutAtTheTimeoutOfTheChain() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.answer("?")).fellBackFrom("gpt", FailureKind.TIMEOUT).fellBackTo("claude");
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(30));
	}

	@Test
	void slowAnswerTakesVirtualTime() {
		this.models.script("gpt", answers("From GPT.").after(Duration.ofSeconds(4)));
		Routed<String> routed = this.assistant.answer("?");
		assertThat(routed.attempts().get(0).took()).isEqualTo(Duration.ofSeconds(4));
		assertThat(this.registry.status("gpt").latencyMean()).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void answerThatIsSlowerThanTheTimeoutIsNone() {
		this.models.script("gpt", answers("From GPT.").after(Duration.ofSeconds(31)));
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.answer("?")).fellBackFrom("gpt", FailureKind.TIMEOUT).fellBackTo("claude");
	}

	@Test
	void streamComesInPieces() {
		this.models.script("gpt", answers("At ", "nine."));
		StepVerifier.create(this.assistant.stream("?")).expectNext("At ", "nine.").verifyComplete();
	}

	@Test
	void streamFallsBackBeforeItsFirstPiece() {
		this.models.script("gpt", fails(FailureKind.UNAVAILABLE));
		this.models.script("claude", answers("At ", "ten."));
		StepVerifier.create(this.assistant.stream("?")).expectNext("At ", "ten.").verifyComplete();
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.UNAVAILABLE);
	}

	@Test
	void streamThatIsCutIsAPartialAnswer() {
		this.models.script("gpt", streams("At ", "ni").thenCuts());
		StepVerifier.create(this.assistant.stream("?"))
			.expectNext("At ", "ni")
			.verifyErrorSatisfies(
					(thrown) -> assertThat(thrown).isInstanceOfSatisfying(PartialAnswerException.class, (ex) -> {
						assertThat(ex.text()).isEqualTo("At ni");
						assertThat(ex.failure().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
					}));
	}

	@Test
	void streamThatHangsAtItsBeginningFallsBack() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("At ten."));
		StepVerifier.create(this.assistant.stream("?")).expectNext("At ten.").verifyComplete();
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(10));
	}

	@Test
	void streamThatHangsInTheMiddleEndsAtTheIdleTimeout() {
		this.models.script("gpt", streams("At ").thenHangs());
		StepVerifier.create(this.assistant.stream("?"))
			.expectNext("At ")
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOfSatisfying(PartialAnswerException.class,
					(ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.TIMEOUT)));
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(15));
	}

	@Test
	void whoeverDoesNotStreamSeesOnlyHowAStreamEnds() {
		this.models.script("gpt", streams("At ").thenFails(FailureKind.AUTH_ERROR));
		this.models.script("claude", answers("At ", "ten."));
		assertThat(this.assistant.answer("?")).fellBackFrom("gpt", FailureKind.AUTH_ERROR).hasAnswer("At ten.");
	}

	@Test
	void monoAndStageAreAnsweredLater() throws Exception {
		this.models.script("gpt", fails(FailureKind.QUOTA_EXHAUSTED));
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.later("?").block()).fellBackFrom("gpt", FailureKind.QUOTA_EXHAUSTED)
			.hasAnswer("From Claude.");
		assertThat(this.assistant.future("?").toCompletableFuture().get(30, TimeUnit.SECONDS))
			.isEqualTo("From Claude.");
		assertThat(this.models.asked("gpt")).hasSize(1);
	}

	@Test
	void monoAndStageThatHangTimeOut() throws Exception {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.later("?").block()).fellBackFrom("gpt", FailureKind.TIMEOUT).fellBackTo("claude");
		assertThat(this.assistant.future("?").toCompletableFuture().get(30, TimeUnit.SECONDS))
			.isEqualTo("From Claude.");
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(60));
	}

	@Test
	void methodIsAnsweredWithWhatItReturns() {
		SupportAssistant.Invoice invoice = new SupportAssistant.Invoice("Anna", 12);
		this.models.script("gpt", answersWith(invoice));
		assertThat(this.assistant.invoice(List.of("tea"), "Anna", null)).contains(invoice);
		assertThat(this.models.asked("gpt")).singleElement().satisfies((asked) -> {
			assertThat(asked.question()).isEqualTo("Anna");
			assertThat(asked.request()).isEqualTo(List.of(List.of("tea"), "Anna"));
			assertThat(asked.at()).isEqualTo(VirtualClock.BEGINNING);
		});
	}

	@Test
	void answerThatDoesNotFitTellsWhatIsWanted() {
		this.models.script("gpt", answers("twelve"));
		String message = "Script of model 'gpt' answers in the place of 'SupportAssistant.invoice' with "
				+ "'java.lang.String', and 'com.example.SupportAssistant$Invoice' is wanted: say answersWith(...) "
				+ "such an object";
		assertThatThrownBy(() -> this.assistant.invoice(List.of(), "Anna", null)).isInstanceOf(AssertionError.class)
			.hasMessage(message);
		assertThatThrownBy(this.models::verify).as("whoever swallowed it")
			.isInstanceOf(AssertionError.class)
			.hasMessage(message);
		this.models.reset();
	}

	@Test
	void waitsOfMonoStageAndStreamPassInVirtualTime() throws Exception {
		this.models.script("gpt", fails(FailureKind.SERVER_ERROR).then(answers("From GPT.")));
		assertThat(this.assistant.later("?").block()).hasAttempts("gpt", "gpt");
		this.models.script("gpt", fails(FailureKind.SERVER_ERROR).then(answers("From GPT.")));
		assertThat(this.assistant.future("?").toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo("From GPT.");
		this.models.script("gpt", fails(FailureKind.SERVER_ERROR).then(answers("From GPT.")));
		StepVerifier.create(this.assistant.stream("?")).expectNext("From GPT.").verifyComplete();
		assertThat(this.clock.instant()).isAfter(VirtualClock.BEGINNING)
			.isBefore(VirtualClock.BEGINNING.plusSeconds(5));
	}

	@Test
	void tokensAreCounted() {
		this.models.script("gpt", answers("From GPT.").using(11, 7));
		this.assistant.answer("?");
		this.assistant.stream("?").blockLast();
		this.assistant.later("?").block();
		assertThat(this.registry.status("gpt").tokensUsed()).isEqualTo(54);
	}

	@Test
	void callThatNobodyAnswersIsExhausted() {
		this.models.script("gpt", fails(FailureKind.RATE_LIMIT, Duration.ofSeconds(40)));
		this.models.standDown("claude", StandbyReason.MANUAL);
		assertThat(catchThrowableOfType(ChainExhaustedException.class, () -> this.assistant.count("?")))
			.hasChain("assistant")
			.isBecauseOf(FailureKind.RATE_LIMIT)
			.fellBackFrom("gpt", FailureKind.RATE_LIMIT)
			.skipped("claude", "MANUAL")
			.hasAttempts("gpt")
			.hasRetryAfter(Duration.ofSeconds(40));
	}

	@Test
	void lastGoodAnswerIsGivenWhileItIsNotTooOld() {
		this.models.script("gpt", answers("At nine.").then(fails(FailureKind.AUTH_ERROR)));
		this.models.script("claude", fails(FailureKind.AUTH_ERROR));
		assertThat(this.assistant.answer("When?")).isAnsweredByFirstChoice();
		assertThat(this.assistant.answer("When?")).isDegradedBecauseOf(FailureKind.AUTH_ERROR).hasAnswer("At nine.");
		this.clock.advance(Duration.ofHours(2));
		assertThat(this.assistant.answer("When?")).isDegraded().hasAnswer(SORRY);
	}

	@Test
	void limitsCountWhatIsAsked() {
		this.models.script("local", answers("From here."));
		this.models.script("gpt", answers("From GPT."));
		for (int i = 0; i < 3; i++) {
			assertThat(this.assistant.cheap("?")).isEqualTo("From here.");
		}
		assertThat(this.assistant.cheap("?")).isEqualTo("From GPT.");
		assertThat(this.registry.status("local")).isOnStandbyFor(StandbyReason.REQUEST_LIMIT);
		this.clock.advance(Duration.ofDays(1));
		assertThat(this.assistant.cheap("?")).isEqualTo("From here.");
	}

	@Test
	void methodsWithoutAChainAreRun() {
		assertThat(this.assistant.plain()).isEqualTo("no model");
	}

	@Test
	void modelWithoutAScriptFailsTheTest() {
		this.models.script("gpt", fails(FailureKind.SERVER_ERROR));
		String message = "Model 'claude' was asked \"When?\" and has no script: say what it does with "
				+ "script(\"claude\", answers(\"...\")) (models with a script: 'gpt')";
		assertThatThrownBy(() -> this.assistant.answer("When?")).isInstanceOf(AssertionError.class).hasMessage(message);
		assertThatThrownBy(() -> this.assistant.future("When?").toCompletableFuture().join())
			.isInstanceOf(CompletionException.class)
			.hasCauseInstanceOf(AssertionError.class);
		assertThatThrownBy(this.models::verify).isInstanceOf(AssertionError.class).hasMessage(message);
		this.models.reset();
		this.models.verify();
	}

}
