package dev.understudy.routing;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuestionKeyTests {

	@Test
	void equalPartsMakeEqualKeys() {
		assertThat(QuestionKey.of("chain", 1, "text")).isEqualTo(QuestionKey.of("chain", 1, "text"));
	}

	@Test
	void otherPartsMakeOtherKeys() {
		assertThat(new String[] { QuestionKey.of(), QuestionKey.of(""), QuestionKey.of("", ""),
				QuestionKey.of("ab", "c"), QuestionKey.of("a", "bc"), QuestionKey.of("abc"), QuestionKey.of("a", "1:b"),
				QuestionKey.of("null"), QuestionKey.of((Object) null), QuestionKey.of("-"), QuestionKey.of("\u00e4"),
				QuestionKey.of("a") })
			.doesNotHaveDuplicates();
	}

	@Test
	void keyGivesNothingAway() {
		assertThat(QuestionKey.of("My secret")).hasSize(64).matches("[0-9a-f]+");
	}

}
