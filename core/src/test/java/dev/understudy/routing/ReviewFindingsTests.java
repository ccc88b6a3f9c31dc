package dev.understudy.routing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.ChainExhaustedException;
import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.ModelStoodDown;
import dev.understudy.RouterListener;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.selection.Candidates;
import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a review found broken, so that it stays mended.
 */
class ReviewFindingsTests {

	private static final Duration HOUR = Duration.ofHours(1);

	@ParameterizedTest
	@ValueSource(strings = { "priority", "weighted", "round-robin", "healthiest", "fastest", "cheapest", "least-busy" })
	void exhaustedChainNamesEveryModelOnStandby(String strategy) {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b", "c").withStrategy(strategy, named(strategy)),
				Stage.models("a", "b", "c"));
		stage.rateLimit(HOUR, "a", "b", "c");
		ChainExhaustedException thrown = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(thrown.skipped()).containsOnlyKeys("a", "b", "c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "priority", "weighted", "round-robin", "healthiest", "fastest", "cheapest", "least-busy" })
	void explanationSaysOfEveryModelWhetherItWouldBeTried(String strategy) {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b", "c").withStrategy(strategy, named(strategy)),
				Stage.models("a", "b", "c"));
		stage.disable("a", "b");
		assertThat(stage.registry().explain(Stage.CHAIN).skipped()).containsOnlyKeys("a", "b");
	}

	@Test
	void kindIsThatOfTheFirstModelWhateverTheStrategyPrefers() {
		Stage stage = Stage.of(
				Stage.chain(Stage.CHAIN, "a", "b").withStrategy("cheapest", (candidates) -> lastOpen(candidates)),
				Stage.models("a", "b"));
		Script quota = new Script().fails("a", Trouble.of(FailureKind.QUOTA_EXHAUSTED, HOUR));
		catchThrowable(() -> stage.router().models("a").call(quota));
		stage.rateLimit(HOUR, "b");
		ChainExhaustedException thrown = catchThrowableOfType(ChainExhaustedException.class, stage::call);
		assertThat(thrown.kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void leaseComesBackWhenClassifierThrowsAnError() {
		AtomicBoolean broken = new AtomicBoolean(true);
		Stage stage = Stage.with((builder) -> builder.model(Stage.model("a").withMaxConcurrent(1))
			.chain(Stage.chain(Stage.CHAIN, "a"))
			.classifier((thrown) -> {
				if (broken.get() && !(thrown instanceof Trouble)) {
					throw new AssertionError("not implemented");
				}
				return Optional.empty();
			}));
		stage.script.fails("a", new IllegalStateException());
		catchThrowable(stage::call);
		broken.set(false);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void placeComesBackWhenListenerOverflowsTheStack() {
		RouterListener recursive = new RouterListener() {

			@Override
			public void stoodDown(ModelStoodDown event) {
				throw new StackOverflowError();
			}

		};
		Stage stage = Stage.with((builder) -> builder.model(Stage.touchy("a").withMaxConcurrent(1))
			.chain(Stage.chain(Stage.CHAIN, "a"))
			.listener(recursive));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		catchThrowable(stage::call);
		stage.registry().enable("a");
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void longWaitInMessageIsReadWithoutOverflowingTheStack() {
		FailureClassifier classifier = FailureClassifier.standard(Clock.systemUTC());
		RuntimeException hostile = new RuntimeException("too many requests, try again in " + "1s".repeat(8_000));
		assertThat(classifier.classify(hostile)).isPresent();
	}

	@Test
	void timeoutThatIsNotTheDeadlinesFallsBack() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b").withDeadline(HOUR), Stage.models("a", "b"));
		stage.script.fails("a", new AttemptTimeoutException("inner", Duration.ofSeconds(1)));
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void exhaustedInnerChainSaysNothingAboutTheModelOfTheOuterOne() {
		Stage stage = Stage.with((builder) -> {
			List.of(Stage.models("outer", "inner")).forEach(builder::model);
			return builder.chain(Stage.chain(Stage.CHAIN, "outer")).chain(Stage.chain("second", "inner"));
		});
		stage.rateLimit(HOUR, "inner");
		stage.script.does("outer", () -> stage.router().call("second", stage.script));
		catchThrowable(stage::call);
		assertThat(stage.status("outer").standbys()).isEmpty();
	}

	@Test
	void streamThatOutlastsTheTimeoutStillEndsATrial() {
		SeatSettings timed = Stage.seat("a").withTimeout(SeatSettings.DEFAULT_TIMEOUT);
		Stage stage = Stage.of(Stage.chain(timed), Stage.touchy("a"));
		Call failing = stage.begin();
		failing.next();
		failing.failed(Trouble.of(FailureKind.SERVER_ERROR));
		stage.pass(Duration.ofSeconds(61));
		for (int i = 0; i < 2; i++) {
			Call stream = stage.understudy.beginStream(CallSpec.chain(Stage.CHAIN), Asked.ANYTHING,
					stage.understudy.spotlight((key) -> null));
			assertThat(stream.next()).isEqualTo(Call.Step.ATTEMPT);
			stage.pass(SeatSettings.DEFAULT_TIMEOUT.multipliedBy(2));
			stream.answered("a long story");
		}
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void waitingCallNoticesThatAnOperatorBringsAModelBack() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a")).withWhenUnavailable(WhenUnavailable.WAIT),
				Stage.model("a"));
		stage.registry().disable("a", Duration.ofSeconds(60), "");
		Call call = stage.begin();
		assertThat(call.next()).isEqualTo(Call.Step.PAUSE);
		assertThat(call.takePause()).isEqualTo(Duration.ofSeconds(1).toNanos());
		stage.registry().release("a");
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
	}

	@Test
	void longestTimeoutLeavesTrialItsPlaces() {
		SeatSettings endless = Stage.seat("a").withTimeout(Duration.ofNanos(Long.MAX_VALUE));
		Stage stage = Stage.of(Stage.chain(endless), Stage.touchy("a"));
		Call failing = stage.begin();
		failing.next();
		failing.failed(Trouble.of(FailureKind.SERVER_ERROR));
		stage.pass(Duration.ofSeconds(61));
		for (int i = 0; i < 2; i++) {
			Call call = stage.begin();
			assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
			stage.pass(Duration.ofMillis(1));
			call.answered("yes");
		}
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void probeThatIsInterruptedItselfDoesNotInterruptWhoAsked() {
		HealthProbe probe = new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				return true;
			}

			@Override
			public void probe(Model model, Duration timeout) throws Exception {
				throw new InterruptedException("the client was closed");
			}

		};
		Stage stage = Stage
			.with((builder) -> builder.model(Stage.model("a")).chain(Stage.chain(Stage.CHAIN, "a")).probe(probe));
		stage.registry().probe("a");
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void requirementMayBeNamedTwice() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.able("a", "tools"));
		assertThat(stage.router().chain(Stage.CHAIN).requires("tools", "tools").call(stage.script)).isEqualTo("from a");
	}

	private static SelectionStrategy named(String name) {
		return Strategies.named(name).orElseThrow();
	}

	private static int lastOpen(Candidates candidates) {
		int last = SelectionStrategy.NOBODY;
		for (int i = 0; i < candidates.size(); i++) {
			last = candidates.open(i) ? i : last;
		}
		return last;
	}

}
