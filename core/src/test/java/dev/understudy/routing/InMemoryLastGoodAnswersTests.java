package dev.understudy.routing;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryLastGoodAnswersTests {

	private final LastGoodAnswers answers = LastGoodAnswers.inMemory(2);

	@Test
	void findsWhatWasKept() {
		keep("one");
		assertThat(this.answers.find("one")).hasValueSatisfying((kept) -> {
			assertThat(kept.value()).isEqualTo("answer to one");
			assertThat(kept.at()).isEqualTo(Instant.EPOCH);
		});
		assertThat(this.answers.find("two")).isEmpty();
	}

	@Test
	void forgetsTheQuestionThatWasUsedLongestAgo() {
		keep("one");
		keep("two");
		this.answers.find("one");
		keep("three");
		assertThat(this.answers.find("two")).isEmpty();
		assertThat(this.answers.find("one")).isPresent();
		assertThat(this.answers.find("three")).isPresent();
	}

	@Test
	void laterAnswerTakesThePlaceOfAnEarlierOne() {
		keep("one");
		this.answers.keep("one", new LastGoodAnswers.Kept("another", Instant.EPOCH));
		assertThat(this.answers.find("one")).map(LastGoodAnswers.Kept::value).hasValue("another");
	}

	private void keep(String key) {
		this.answers.keep(key, new LastGoodAnswers.Kept("answer to " + key, Instant.EPOCH));
	}

}
