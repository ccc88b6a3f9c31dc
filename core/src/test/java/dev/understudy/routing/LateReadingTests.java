package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.RouterListener;
import dev.understudy.Usage;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is told late, or takes its time in between, is told and timed as it was.
 */
class LateReadingTests {

	@Test
	void timeThatAClassifierTakesIsNotTheNextModels() {
		Stage stage = Stage
			.with((builder, ticker) -> builder.model(Stage.model("a")).model(Stage.model("b")).classifier((thrown) -> {
				ticker.advance(Duration.ofSeconds(20));
				return Optional.empty();
			}).chain(Stage.chain(Stage.CHAIN, "a", "b")));
		stage.script.fails("a", new IllegalStateException("down"));
		Routed<String> routed = stage.route();
		assertThat(routed.attempts()).extracting((attempt) -> attempt.took())
			.containsExactly(Duration.ZERO, Duration.ZERO);
		assertThat(routed.attempts().get(1).at()).isEqualTo(Stage.BEGINNING.plusSeconds(20));
		assertThat(stage.status("b").latencyMean()).isZero();
	}

	@Test
	void rungThatAsksLateIsToldWhatWasTrueWhenItWasAsked() {
		AtomicReference<Fall> kept = new AtomicReference<>();
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b").withRungs(List.of(new KeepingRung(kept))),
				Stage.models("a", "b"));
		stage.registry().disable("a", Duration.ofMinutes(5), "out");
		stage.script.fails("b", FailureKind.UNKNOWN);
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withRungs(List.of(), true);
		assertThat(answer(stage, spec)).isEqualTo("kept");
		stage.registry().enable("a");
		stage.pass(Duration.ofMinutes(1));
		assertThat(kept.get().degradation().retryAfter()).isEqualTo(Duration.ofMinutes(5));
		assertThat(kept.get().degradation().reason()).contains("a MANUAL");
		assertThat(kept.get().exhausted()).isNotNull();
		assertThat(kept.get().exhausted().skipped()).containsOnlyKeys("a");
	}

	@Test
	void attemptsAreTheSameWheneverTheyAreTold() throws Exception {
		Understudy understudy = Understudy.builder()
			.model(Stage.model("a"))
			.chain(Stage.chain(Stage.CHAIN, "a").withRungs(List.of(TextRung.of("sorry"))))
			.build();
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withRungs(List.of(), true);
		Routed<String> routed = understudy.syncCalls().route(spec, Asked.ANYTHING, (model) -> {
			throw new IllegalStateException("down");
		});
		assertThat(routed.degradation()).isNotNull();
		assertThat(routed.degradation().attempts()).isEqualTo(routed.attempts());
		understudy.close();
	}

	@Test
	void answerWhoseTokensCannotBeReadIsToldAllTheSame() {
		AtomicReference<Outcome> told = new AtomicReference<>();
		Stage stage = Stage.with((builder) -> builder.model(Stage.model("a"))
			.usageExtractor(LateReadingTests::outOfMemory)
			.listener(new RouterListener() {
				@Override
				public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
					told.set(outcome);
				}
			})
			.chain(Stage.chain(Stage.CHAIN, "a")));
		assertThatThrownBy(stage::call).isInstanceOf(OutOfMemoryError.class);
		assertThat(told).hasValue(Outcome.ANSWERED);
	}

	@Test
	void errorOfTheFirstModelGivesItsPlaceBackAndIsToldOnce() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a").withMaxConcurrent(1));
		stage.script.fails("a", new StackOverflowError());
		assertThatThrownBy(stage::call).isInstanceOf(StackOverflowError.class);
		assertThat(stage.events.of(Recorder.Called.class)).extracting(Recorder.Called::outcome)
			.containsExactly(Outcome.FAILED);
		assertThat(stage.call()).isEqualTo("from a");
	}

	private static Optional<Usage> outOfMemory(Object answer) {
		throw new OutOfMemoryError("in an extractor");
	}

	private static String answer(Stage stage, CallSpec spec) {
		try {
			return stage.understudy.syncCalls().call(spec, Asked.ANYTHING, stage.script);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Keeps what it is told.
	 *
	 * @param kept where to
	 */
	private record KeepingRung(AtomicReference<Fall> kept) implements Rung {

		@Override
		public String name() {
			return "method";
		}

		@Override
		public boolean serves(FailureKind kind, Question question) {
			return true;
		}

		@Override
		public Optional<Answer> answer(Fall fall, Question question) {
			this.kept.set(fall);
			return Optional.of(new Answer("kept"));
		}

	}

}
