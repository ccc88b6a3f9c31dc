package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastGoodRungTests {

	private final VirtualTicker ticker = new VirtualTicker();

	private final LastGoodAnswers answers = LastGoodAnswers.inMemory(9);

	private final LastGoodRung rung = new LastGoodRung(Duration.ofMinutes(1), RungCondition.USUAL, this.answers,
			this.ticker);

	@Test
	void answersUpToItsAge() {
		this.rung.answered("yes", Asked.key("k"));
		this.ticker.advance(Duration.ofMinutes(1));
		assertThat(answer(Asked.key("k"))).hasValue(new Answer("yes"));
		this.ticker.advance(Duration.ofNanos(1));
		assertThat(answer(Asked.key("k"))).isEmpty();
	}

	@Test
	void hasNothingForAnotherQuestionOrNone() {
		this.rung.answered("yes", Asked.key("k"));
		this.rung.answered("no", Asked.ANYTHING);
		assertThat(answer(Asked.key("other"))).isEmpty();
		assertThat(answer(Asked.ANYTHING)).isEmpty();
	}

	@Test
	void hasNothingOfAnotherType() {
		this.answers.keep("k", new LastGoodAnswers.Kept(42, this.ticker.instant()));
		assertThat(answer(Asked.key("k"))).isEmpty();
	}

	@Test
	void servesWhatItsConditionSays() {
		LastGoodRung picky = new LastGoodRung(Duration.ofMinutes(1),
				new RungCondition(Set.of(FailureKind.TIMEOUT), null), this.answers, this.ticker);
		assertThat(picky.serves(FailureKind.TIMEOUT, Asked.ANYTHING)).isTrue();
		assertThat(picky.serves(FailureKind.UNKNOWN, Asked.ANYTHING)).isFalse();
		for (FailureKind kind : FailureKind.values()) {
			assertThat(this.rung.serves(kind, Asked.ANYTHING))
				.isEqualTo(kind != FailureKind.BAD_REQUEST && kind != FailureKind.CANCELLED);
		}
		assertThat(this.rung.name()).isEqualTo("last-good");
	}

	private Optional<Answer> answer(Question question) {
		Setback setback = new Setback("chain", FailureKind.TIMEOUT, List.of(), Map.of(), null);
		return this.rung.answer(new Fall(null, null, false, () -> setback), question);
	}

}
