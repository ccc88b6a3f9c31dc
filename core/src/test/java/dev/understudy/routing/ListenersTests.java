package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import dev.understudy.Usage;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenersTests {

	@Test
	void listenerThatAlwaysThrowsHarmsNoCallAndIsReportedOnce() {
		Thrower thrower = new Thrower();
		Stage stage = stage((builder) -> builder.listener(thrower));
		try (LogLines log = new LogLines()) {
			stage.script.fails("a", FailureKind.SERVER_ERROR);
			assertThat(stage.call()).isEqualTo("from b");
			stage.disable("a", "b");
			assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
			assertThat(stage.router().chain(Stage.CHAIN).answers(String.class).call(stage.script)).isEqualTo("busy");
			stage.registry().enable("a");
			assertThat(log.at(Level.WARN)).filteredOn((line) -> line.contains("threw"))
				.containsExactly("Listener '" + Thrower.class.getName() + "' threw 'java.lang.IllegalStateException'; "
						+ "calls go on, and further throws are not reported");
		}
		assertThat(thrower.heard).hasValueGreaterThan(8);
	}

	@Test
	void othersHearWhatOneThrewAt() {
		Recorder second = new Recorder();
		Stage stage = stage((builder) -> builder.listener(new Thrower()).listener(second));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.disable("a", "b");
		assertThat(second.all()).hasSize(stage.events.all().size()).isEqualTo(stage.events.all());
	}

	@Test
	void chainsMadeUpForOneRequestAreHeardUnderOneName() {
		Stage stage = stage((builder) -> builder.repertoire(new Repertoire(List.of(), List.of(),
				(ids) -> Stage.chain("chain of " + ids, ids.toArray(String[]::new)))));
		stage.router().models("b", "a").call(stage.script);
		stage.router().models("a").call(stage.script);
		assertThat(stage.events.of(Recorder.Attempted.class)).extracting(Recorder.Attempted::chain)
			.containsExactly(Repertoire.AD_HOC, Repertoire.AD_HOC);
		assertThat(stage.events.of(Recorder.Called.class)).extracting(Recorder.Called::chain)
			.containsExactly(Repertoire.AD_HOC, Repertoire.AD_HOC);
	}

	@Test
	void firstContentIsHeardWithTheTimeSinceTheAttemptBegan() {
		Recorder second = new Recorder();
		Stage stage = stage((builder) -> builder.listener(new Thrower()).listener(second));
		Call call = stage.understudy.beginStream(CallSpec.chain(Stage.CHAIN), Asked.ANYTHING,
				stage.understudy.spotlight((key) -> null));
		stage.pass(Duration.ofSeconds(7));
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		stage.pass(Duration.ofSeconds(2));
		call.firstContent();
		stage.pass(Duration.ofSeconds(1));
		call.answered("whole");
		assertThat(second.of(Recorder.FirstContent.class))
			.containsExactly(new Recorder.FirstContent(Stage.CHAIN, "a", Duration.ofSeconds(2).toNanos()));
		assertThat(stage.events.of(Recorder.FirstContent.class)).hasSize(1);
	}

	@Test
	void listenerWithMissingClassesHarmsNoCall() {
		RouterListener broken = new RouterListener() {

			@Override
			public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
				throw new NoClassDefFoundError("gone");
			}

			@Override
			public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
				throw new AssertionError("expected");
			}

			@Override
			public void stoodDown(ModelStoodDown event) {
				throw new NoClassDefFoundError("gone");
			}

		};
		Stage stage = stage((builder) -> builder.listener(broken));
		assertThat(stage.call()).isEqualTo("from a");
		stage.disable("a");
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void errorOfTheMachineGoesUp() {
		StackOverflowError error = new StackOverflowError();
		RouterListener broken = new RouterListener() {

			@Override
			public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
				throw error;
			}

		};
		Stage stage = stage((builder) -> builder.listener(broken));
		assertThatThrownBy(stage::call).isSameAs(error);
	}

	@Test
	void everyAttemptAndCallIsHeardOnce() {
		Stage stage = stage((builder) -> builder);
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		assertThat(stage.events.of(Recorder.Attempted.class)).containsExactly(
				new Recorder.Attempted(Stage.CHAIN, "a", FailureKind.SERVER_ERROR, 0),
				new Recorder.Attempted(Stage.CHAIN, "b", null, 0));
		assertThat(stage.events.of(Recorder.Called.class))
			.containsExactly(new Recorder.Called(Stage.CHAIN, Outcome.FELL_BACK, "b", 0));
		assertThat(stage.events.all()).hasSize(4);
	}

	@Test
	void usageIsReadByTheFirstExtractorThatKnows() {
		Stage stage = stage((builder) -> builder.usageExtractor((result) -> Optional.empty())
			.usageExtractor((result) -> Optional.of(new Usage(result.toString().length(), 2)))
			.usageExtractor((result) -> Optional.of(new Usage(100, 100))));
		stage.call();
		assertThat(stage.events.of(Recorder.Used.class)).containsExactly(new Recorder.Used("a", new Usage(6, 2)));
		assertThat(stage.status("a").tokensUsed()).isEqualTo(8);
	}

	@Test
	void usageOfAnAttemptThatReportsItIsHeard() {
		Stage stage = stage((builder) -> builder);
		stage.script.does("a", () -> {
			CurrentModel.usage(3, 4);
			return "done";
		});
		stage.call();
		assertThat(stage.events.of(Recorder.Used.class)).containsExactly(new Recorder.Used("a", new Usage(3, 4)));
	}

	@Test
	void extractorThatThrowsIsPassedOverAndReportedOnce() {
		UsageExtractor broken = (result) -> {
			throw new NoClassDefFoundError("gone");
		};
		UsageExtractor wrong = (result) -> null;
		Stage stage = stage((builder) -> builder.usageExtractor(broken)
			.usageExtractor(wrong)
			.usageExtractor((result) -> Optional.of(new Usage(1, 1))));
		try (LogLines log = new LogLines()) {
			stage.call();
			stage.call();
			assertThat(log.at(Level.WARN)).hasSize(2)
				.allSatisfy((line) -> assertThat(line).startsWith("Usage extractor '")
					.endsWith("'; such answers are counted without tokens, and further throws are not reported"));
		}
		assertThat(stage.events.of(Recorder.Used.class)).hasSize(2);
	}

	@Test
	void answerWithoutUsageIsCountedWithoutTokens() {
		Stage stage = stage((builder) -> builder.usageExtractor((result) -> Optional.empty()));
		stage.call();
		assertThat(stage.events.of(Recorder.Used.class)).isEmpty();
	}

	private static Stage stage(UnaryOperator<UnderstudyBuilder> setup) {
		return Stage.with((builder) -> setup.apply(builder.model(Stage.model("a"))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b").withRungs(List.of(TextRung.of("busy"))))));
	}

	private static final class Thrower implements RouterListener {

		private final AtomicInteger heard = new AtomicInteger();

		@Override
		public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
			fail();
		}

		@Override
		public void firstContent(String chain, Model model, long nanos) {
			fail();
		}

		@Override
		public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
			fail();
		}

		@Override
		public void fellBack(CallFellBack event) {
			fail();
		}

		@Override
		public void degraded(CallDegraded event) {
			fail();
		}

		@Override
		public void exhausted(ChainExhausted event) {
			fail();
		}

		@Override
		public void stoodDown(ModelStoodDown event) {
			fail();
		}

		@Override
		public void recovered(ModelRecovered event) {
			fail();
		}

		private void fail() {
			this.heard.incrementAndGet();
			throw new IllegalStateException("always");
		}

	}

}
