package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import dev.understudy.CallDegraded;
import dev.understudy.ChainExhausted;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What answers when no model can: the rungs of the call and of its chain.
 */
class DegradationTests {

	@Test
	void rungOfTheChainAnswersAndTheAnswerIsMarked() {
		Stage stage = stage(TextRung.of("busy"));
		Trouble trouble = Trouble.of(FailureKind.UNAVAILABLE);
		stage.script.fails("a", trouble);
		Routed<String> routed = stage.router().chain(Stage.CHAIN).answers(String.class).route(stage.script);
		assertThat(routed.value()).isEqualTo("busy");
		assertThat(routed.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(routed.model()).isNull();
		assertThat(routed.attempts()).hasSize(1);
		Degradation why = routed.degradation();
		assertThat(why.chain()).isEqualTo(Stage.CHAIN);
		assertThat(why.kind()).isEqualTo(FailureKind.UNAVAILABLE);
		assertThat(why.cause()).isSameAs(trouble);
		assertThat(why.attempts()).isEqualTo(routed.attempts());
		assertThat(why.retryAfter()).isEqualTo(Duration.ofSeconds(30));
		assertThat(why.reason()).isEqualTo("No model of chain 'assistant' answered: a unavailable");
		assertThat(stage.events.of(CallDegraded.class))
			.containsExactly(new CallDegraded(Stage.CHAIN, FailureKind.UNAVAILABLE, "text", Stage.BEGINNING));
		assertThat(stage.events.of(ChainExhausted.class)).isEmpty();
		assertThat(stage.events.of(Recorder.Called.class)).extracting(Recorder.Called::outcome)
			.containsExactly(Outcome.DEGRADED);
	}

	@Test
	void routerCallThatDoesNotSayWhatAnAnswerIsGetsNoRung() {
		Stage stage = stage(TextRung.of("busy"));
		stage.disable("a");
		assertThatThrownBy(stage::call).isInstanceOf(ChainExhaustedException.class);
		assertThat(stage.events.of(CallDegraded.class)).isEmpty();
		assertThat(stage.events.of(ChainExhausted.class)).hasSize(1);
	}

	@Test
	void causeOfACallThatTriedNobodyIsTheExhaustedChain() {
		Stage stage = stage(TextRung.of("busy"));
		stage.disable("a");
		Routed<String> routed = stage.router().chain(Stage.CHAIN).answers(String.class).route(stage.script);
		assertThat(routed.degradation().cause()).isInstanceOf(ChainExhaustedException.class);
		assertThat(routed.degradation().retryAfter()).isNull();
		assertThat(routed.skipped()).containsOnlyKeys("a");
	}

	@Test
	void rungsOfTheCallComeBeforeThoseOfTheChain() throws Exception {
		Stage stage = stage(TextRung.of("of the chain"));
		stage.disable("a");
		CallSpec both = CallSpec.chain(Stage.CHAIN).withRungs(List.of(TextRung.of("of the call")), true);
		assertThat(conclude(stage, both)).isEqualTo("of the call");
		CallSpec none = CallSpec.chain(Stage.CHAIN).withRungs(List.of(), true);
		assertThat(conclude(stage, none)).isEqualTo("of the chain");
		CallSpec own = CallSpec.chain(Stage.CHAIN).withRungs(List.of(), false);
		assertThatThrownBy(() -> conclude(stage, own)).isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void rungsAreTriedInOrderAndHandOn() {
		List<String> tried = new ArrayList<>();
		Stage stage = stage(rung("throws", tried, () -> {
			throw new IllegalStateException("never seen");
		}), rung("checked", tried, () -> {
			throw new Exception("never seen");
		}), rung("null", tried, () -> null), rung("empty", tried, Optional::empty),
				rung("answers", tried, () -> Optional.of(new Answer("here"))),
				rung("late", tried, () -> Optional.of(new Answer("too late"))));
		stage.disable("a");
		assertThat(answer(stage)).isEqualTo("here");
		assertThat(tried).containsExactly("throws", "checked", "null", "empty", "answers");
	}

	@Test
	void rungMayAnswerNull() {
		Stage stage = stage(rung("null", new ArrayList<>(), () -> Optional.of(new Answer(null))));
		stage.disable("a");
		Routed<String> routed = stage.router().chain(Stage.CHAIN).answers(String.class).route(stage.script);
		assertThat(routed.value()).isNull();
		assertThat(routed.degraded()).isTrue();
	}

	@Test
	void rungThatIsInterruptedHandsOnAndTheInterruptStays() {
		Stage stage = stage(rung("slow", new ArrayList<>(), () -> {
			throw new InterruptedException();
		}), TextRung.of("next"));
		stage.disable("a");
		assertThat(answer(stage)).isEqualTo("next");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void rungIsForItsKindsOnly() {
		RungCondition busy = new RungCondition(Set.of(FailureKind.RATE_LIMIT), null);
		Stage stage = stage(new TextRung("busy", busy, TextConverter.PLAIN), TextRung.of("other"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(answer(stage)).isEqualTo("other");
		stage.script.fails("a", FailureKind.RATE_LIMIT);
		assertThat(answer(stage)).isEqualTo("busy");
	}

	@Test
	void callersMistakeReachesTheCallerInSpiteOfUsualRungs() {
		Stage stage = stage(TextRung.of("busy"));
		Trouble mistake = Trouble.of(FailureKind.BAD_REQUEST);
		stage.script.fails("a", mistake);
		assertThatThrownBy(() -> answer(stage)).isSameAs(mistake);
		assertThat(stage.events.of(ChainExhausted.class)).isEmpty();
	}

	@Test
	void callersMistakeIsAnsweredByARungThatIsForIt() {
		RungCondition mistakes = new RungCondition(Set.of(FailureKind.BAD_REQUEST), null);
		Stage stage = stage(new TextRung("sorry", mistakes, TextConverter.PLAIN));
		stage.script.fails("a", FailureKind.BAD_REQUEST);
		assertThat(answer(stage)).isEqualTo("sorry");
	}

	@Test
	void filteredContentIsAnsweredByUsualRungs() {
		Stage stage = stage(TextRung.of("sorry"));
		stage.script.fails("a", FailureKind.CONTENT_FILTER);
		assertThat(answer(stage)).isEqualTo("sorry");
	}

	@Test
	void interruptThatARungAnswersForStays() {
		RungCondition cancels = new RungCondition(Set.of(FailureKind.CANCELLED), null);
		Stage stage = stage(new TextRung("bye", cancels, TextConverter.PLAIN));
		stage.script.fails("a", new InterruptedException());
		assertThat(answer(stage)).isEqualTo("bye");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void matchingLooksAtTheQuestion() throws Exception {
		RungCondition greeting = new RungCondition(Set.of(), Pattern.compile("(?i)^\\s*hello\\b"));
		Stage stage = stage(new TextRung("Hello!", greeting, TextConverter.PLAIN), TextRung.of("busy"));
		stage.disable("a");
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withRungs(List.of(), true);
		assertThat(conclude(stage, spec, Asked.text(" HELLO there"))).isEqualTo("Hello!");
		assertThat(conclude(stage, spec, Asked.text("Othello"))).isEqualTo("busy");
		assertThat(conclude(stage, spec, Asked.ANYTHING)).isEqualTo("busy");
	}

	@Test
	void textAnswersOnlyWhatATextConvertsTo() {
		Stage stage = stage(TextRung.of("text"));
		stage.disable("a");
		assertThat(stage.router().chain(Stage.CHAIN).answers(CharSequence.class).<CharSequence>call((model) -> ""))
			.isEqualTo("text");
		assertThatThrownBy(() -> stage.router().chain(Stage.CHAIN).answers(Integer.class).<Integer>call((model) -> 1))
			.isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void typeOfAnAnswerIsNeverPrimitive() {
		AtomicReference<Class<?>> asked = new AtomicReference<>();
		Stage stage = stage(new TextRung("42", RungCondition.USUAL, (text, type) -> {
			asked.set(type);
			return Optional.of(Integer.valueOf(text));
		}));
		stage.disable("a");
		int answer = stage.router().chain(Stage.CHAIN).answers(int.class).<Integer>call((model) -> 1);
		assertThat(answer).isEqualTo(42);
		assertThat(asked.get()).isEqualTo(Integer.class);
	}

	@Test
	void lastGoodAnswerToTheSameQuestionIsGiven() {
		Stage stage = lastGood(Duration.ofHours(1));
		assertThat(ask(stage, "one")).isEqualTo("from a");
		stage.disable("a", "b");
		stage.pass(Duration.ofHours(1));
		assertThat(ask(stage, "one")).isEqualTo("from a");
		assertThat(stage.events.of(CallDegraded.class)).extracting(CallDegraded::rung).containsExactly("last-good");
		assertThatThrownBy(() -> ask(stage, "two")).isInstanceOf(ChainExhaustedException.class);
		stage.pass(Duration.ofNanos(1));
		assertThatThrownBy(() -> ask(stage, "one")).isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void degradedAnswerIsNeverALastGoodOne() {
		Stage stage = lastGood(Duration.ofHours(1), TextRung.of("text"));
		assertThat(ask(stage, "one")).isEqualTo("from a");
		stage.disable("a", "b");
		stage.pass(Duration.ofMinutes(45));
		assertThat(ask(stage, "one")).isEqualTo("from a");
		stage.pass(Duration.ofMinutes(45));
		assertThat(ask(stage, "one")).as("the degraded answer has not made it younger").isEqualTo("text");
		assertThat(ask(stage, "two")).isEqualTo("text");
		assertThat(ask(stage, "two")).isEqualTo("text");
	}

	@Test
	void answerOfAnotherModelIsALastGoodOneToo() {
		Stage stage = lastGood(Duration.ofHours(1));
		stage.script.fails("a", FailureKind.SERVER_ERROR).does("b", () -> "from the understudy");
		assertThat(ask(stage, "one")).isEqualTo("from the understudy");
		stage.disable("a", "b");
		assertThat(ask(stage, "one")).isEqualTo("from the understudy");
	}

	@Test
	void rungsOfTheCallRememberToo() throws Exception {
		Stage stage = Stage.of("a");
		LastGoodRung rung = new LastGoodRung(Duration.ofHours(1), RungCondition.USUAL, LastGoodAnswers.inMemory(1),
				stage.ticker);
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withRungs(List.of(rung), false);
		assertThat(conclude(stage, spec, Asked.key("k"))).isEqualTo("from a");
		stage.disable("a");
		assertThat(conclude(stage, spec, Asked.key("k"))).isEqualTo("from a");
	}

	@Test
	void routerCallWithoutAKeyHasNoLastGoodAnswer() {
		Stage stage = lastGood(Duration.ofHours(1));
		assertThat(answer(stage)).isEqualTo("from a");
		stage.disable("a", "b");
		assertThatThrownBy(() -> answer(stage)).isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void lastGoodAnswerOfAnotherTypeIsNone() {
		Stage stage = lastGood(Duration.ofHours(1));
		ask(stage, "one");
		stage.disable("a", "b");
		assertThatThrownBy(
				() -> stage.router().chain(Stage.CHAIN).key("one").answers(Integer.class).<Integer>call((model) -> 1))
			.isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void storeThatThrowsHarmsNoCall() {
		LastGoodAnswers broken = new LastGoodAnswers() {

			@Override
			public void keep(String key, Kept answer) {
				throw new IllegalStateException("full");
			}

			@Override
			public Optional<Kept> find(String key) {
				throw new IllegalStateException("gone");
			}

		};
		Stage stage = Stage
			.with((builder) -> builder.model(Stage.model("a"))
				.chain(Stage.chain(Stage.CHAIN, "a")
					.withRungs(List.of(
							new LastGoodRung(Duration.ofHours(1), RungCondition.USUAL, broken, new VirtualTicker()),
							TextRung.of("text")))));
		assertThat(ask(stage, "one")).isEqualTo("from a");
		stage.disable("a");
		assertThat(ask(stage, "one")).isEqualTo("text");
	}

	private static Stage stage(Rung... rungs) {
		return Stage.of(Stage.chain(Stage.CHAIN, "a").withRungs(List.of(rungs)), Stage.model("a"));
	}

	private static Stage lastGood(Duration youngerThan, Rung... further) {
		return Stage.with((builder, ticker) -> {
			List<Rung> rungs = new ArrayList<>();
			rungs.add(new LastGoodRung(youngerThan, RungCondition.USUAL, LastGoodAnswers.inMemory(10), ticker));
			rungs.addAll(List.of(further));
			List.of(Stage.models("a", "b")).forEach(builder::model);
			return builder.chain(Stage.chain(Stage.CHAIN, "a", "b").withRungs(rungs));
		});
	}

	private static String answer(Stage stage) {
		return stage.router().chain(Stage.CHAIN).answers(String.class).call(stage.script);
	}

	private static String ask(Stage stage, String key) {
		return stage.router().chain(Stage.CHAIN).key(key).answers(String.class).call(stage.script);
	}

	private static Object conclude(Stage stage, CallSpec spec) throws Exception {
		return conclude(stage, spec, Asked.ANYTHING);
	}

	private static Object conclude(Stage stage, CallSpec spec, Question question) throws Exception {
		return stage.understudy.syncCalls().call(spec, question, stage.script);
	}

	private static Rung rung(String name, List<String> tried, Reply reply) {
		return new Rung() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public boolean serves(FailureKind kind, Question question) {
				return true;
			}

			@Override
			public Optional<Answer> answer(Fall fall, Question question) throws Exception {
				tried.add(name);
				return reply.give();
			}

		};
	}

	@FunctionalInterface
	private interface Reply {

		Optional<Answer> give() throws Exception;

	}

}
