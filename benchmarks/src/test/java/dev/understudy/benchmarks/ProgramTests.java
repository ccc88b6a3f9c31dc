package dev.understudy.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProgramTests {

	@ParameterizedTest
	@EnumSource
	void goesOnWithTheSecondModelOverHttp(EndToEnd.Row row) throws Exception {
		try (HttpStub stub = new HttpStub(Models.GPT)) {
			Stage stage = row.open(Scene.LEAD_FAILS, new HttpModels(stub));
			try {
				for (int i = 0; i < 20; i++) {
					assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.CLAUDE);
				}
				assertThat(stub.served(Models.GPT)).isEqualTo(20);
			}
			finally {
				stage.close();
			}
		}
	}

	@Test
	void firstModelAnswersOverHttp() throws Exception {
		try (HttpStub stub = new HttpStub()) {
			Stage stage = EndToEnd.Row.BARE.open(Scene.HEALTHY, new HttpModels(stub));
			assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.GPT);
		}
	}

	@Test
	void measuresOverHttp() throws Exception {
		List<Result> results = new EndToEnd(2).run();
		assertThat(results).hasSize(4 * EndToEnd.Row.values().length)
			.allSatisfy((result) -> assertThat(result.nanos()).isPositive());
	}

	@Test
	void startsWithAnyNumberOfModels() {
		assertThat(ScaleStart.nanos(30, 10)).isPositive();
	}

}
