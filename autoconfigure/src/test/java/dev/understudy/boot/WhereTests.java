package dev.understudy.boot;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WhereTests {

	private final Where models = Where.ROOT.child("models");

	@Test
	void isWrittenAsInPropertiesFile() {
		assertThat(this.models.child("gpt-4.1").child("maintenance").item(0).child("for"))
			.hasToString("understudy.models[gpt-4.1].maintenance[0].for");
	}

	@Test
	void isItsPath() {
		assertThat(this.models.child("gpt")).isEqualTo(Where.ROOT.child("models").child("gpt"))
			.hasSameHashCodeAs(Where.ROOT.child("models").child("gpt"))
			.isNotEqualTo(this.models.child("claude"))
			.isNotEqualTo("understudy.models.gpt");
	}

	@Test
	void isWithinItselfAndWhatIsAbove() {
		Where gpt = this.models.child("gpt");
		assertThat(gpt.child("name").isWithin(gpt)).isTrue();
		assertThat(gpt.isWithin(gpt)).isTrue();
		assertThat(this.models.child("gpt.x").isWithin(this.models)).isTrue();
		assertThat(this.models.child("gpt-x").isWithin(gpt)).isFalse();
	}

}
