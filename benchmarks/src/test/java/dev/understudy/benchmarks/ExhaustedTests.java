package dev.understudy.benchmarks;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExhaustedTests {

	@ParameterizedTest
	@EnumSource
	void answersHowOftenItIsAsked(ExhaustedRow row) throws Exception {
		Stage stage = row.open();
		try {
			for (int i = 0; i < 500; i++) {
				assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.SORRY);
			}
		}
		finally {
			stage.close();
		}
	}

}
