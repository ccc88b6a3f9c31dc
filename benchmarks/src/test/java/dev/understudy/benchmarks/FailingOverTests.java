package dev.understudy.benchmarks;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailingOverTests {

	@ParameterizedTest
	@EnumSource
	void triesTheFirstModelEachTime(FailingOverRow row) throws Exception {
		Stage stage = row.open();
		try {
			int before = stage.models().failures();
			for (int i = 0; i < 500; i++) {
				assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.CLAUDE);
			}
			assertThat(stage.models().failures() - before).isEqualTo(500);
		}
		finally {
			stage.close();
		}
	}

}
