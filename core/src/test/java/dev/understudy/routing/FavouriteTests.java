package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that begin with a model of their own choice, and what of an answer is remembered.
 */
class FavouriteTests {

	private static final CallSpec WITH_B = CallSpec.chain(Stage.CHAIN).withFirst("b");

	@Test
	void beginsWithTheModelThatWasNamed() throws Exception {
		Stage stage = Stage.of("a", "b", "c");
		Routed<String> routed = route(stage, WITH_B);
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.skipped()).isEmpty();
		assertThat(stage.script.calls()).containsExactly("b");
	}

	@Test
	void othersFollowInTheOrderOfTheChain() throws Exception {
		Stage stage = Stage.of("a", "b", "c");
		stage.script.fails("b", FailureKind.UNAVAILABLE).fails("a", FailureKind.UNAVAILABLE);
		assertThat(route(stage, WITH_B).outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(stage.script.calls()).containsExactly("b", "a", "c");
	}

	@Test
	void modelOnStandbyIsPassedOver() throws Exception {
		Stage stage = Stage.of("a", "b");
		stage.registry().disable("b", null, "");
		Routed<String> routed = route(stage, WITH_B);
		assertThat(routed.value()).isEqualTo("from a");
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
	}

	@Test
	void modelOfAnotherChainChangesNothing() throws Exception {
		Stage stage = Stage.of("a", "b");
		assertThat(route(stage, CallSpec.chain(Stage.CHAIN).withFirst("x")).value()).isEqualTo("from a");
	}

	@Test
	void modelThatCannotServeIsLeftOut() throws Exception {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a"), Stage.seat("b")), Stage.able("a", "tools"),
				Stage.model("b"));
		assertThat(route(stage, WITH_B.withRequires(Set.of("tools"))).value()).isEqualTo("from a");
	}

	@Test
	void lastResortMayBeTheFirst() throws Exception {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a"), Stage.seat("b").withLastResort(true)),
				Stage.models("a", "b"));
		assertThat(route(stage, WITH_B).value()).isEqualTo("from b");
	}

	@Test
	void lastResortOnStandbyIsStillTheLast() throws Exception {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a"), Stage.seat("b").withLastResort(true)),
				Stage.models("a", "b"));
		stage.script.fails("b", FailureKind.AUTH_ERROR).fails("a", FailureKind.UNAVAILABLE, FailureKind.UNAVAILABLE);
		assertThat(route(stage, WITH_B.withRungs(List.of(TextRung.of("sorry")), false)).value()).isEqualTo("sorry");
		assertThat(route(stage, WITH_B).value()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("b", "a", "b");
	}

	@Test
	void remembersWhatTheQuestionSays() throws Exception {
		Stage stage = Stage.of("a");
		LastGoodAnswers answers = LastGoodAnswers.inMemory(2);
		LastGoodRung rung = new LastGoodRung(Duration.ofHours(1), RungCondition.USUAL, answers, Ticker.system());
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withRungs(List.of(rung), false);
		stage.understudy.syncCalls().call(spec, new Remembering("short"), stage.script);
		assertThat(answers.find("k").map(LastGoodAnswers.Kept::value)).isEqualTo(Optional.of("short"));
	}

	@Test
	void remembersNothingThatTheQuestionHolds() throws Exception {
		Stage stage = Stage.of("a");
		LastGoodAnswers answers = LastGoodAnswers.inMemory(2);
		LastGoodRung rung = new LastGoodRung(Duration.ofHours(1), RungCondition.USUAL, answers, Ticker.system());
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withRungs(List.of(rung), false);
		stage.understudy.syncCalls().call(spec, new Remembering(null), stage.script);
		assertThat(answers.find("k")).isEmpty();
	}

	private static Routed<String> route(Stage stage, CallSpec spec) throws Exception {
		return stage.understudy.syncCalls().route(spec, Asked.ANYTHING, (Model model) -> stage.script.call(model));
	}

	private record Remembering(@Nullable Object what) implements Question {

		@Override
		public Class<?> answerType() {
			return String.class;
		}

		@Override
		public @Nullable String text() {
			return null;
		}

		@Override
		public String key() {
			return "k";
		}

		@Override
		public @Nullable Object memory(Object answer) {
			return this.what;
		}

	}

}
