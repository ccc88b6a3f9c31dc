package dev.understudy.benchmarks;

import dev.understudy.ModelRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class OnStandbyTests {

	@ParameterizedTest
	@EnumSource
	void triesTheFirstModelNeverAgain(OnStandbyRow row) throws Exception {
		Stage stage = row.open();
		try {
			int before = stage.models().failures();
			for (int i = 0; i < 500; i++) {
				assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.CLAUDE);
			}
			assertThat(stage.models().failures() - before).isEqualTo(0);
			if (row == OnStandbyRow.UNDERSTUDY) {
				ModelRegistry registry = ((ApplicationContext) stage.closing()).getBean(ModelRegistry.class);
				assertThat(registry.status(Models.GPT).requestsUsed()).isZero();
				assertThat(registry.status(Models.CLAUDE).requestsUsed()).isEqualTo(500);
			}
		}
		finally {
			stage.close();
		}
	}

}
