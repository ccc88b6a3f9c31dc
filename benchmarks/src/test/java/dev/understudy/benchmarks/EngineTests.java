package dev.understudy.benchmarks;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelStatus;
import dev.understudy.health.ModelHealth;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class EngineTests {

	@ParameterizedTest
	@CsvSource({ "ALL_OF_3,0", "LAST_OF_3,2", "LAST_OF_5,4", "LAST_OF_30,29", "LAST_OF_300,299",
			"ALL_OF_3_AT_SCALE,0" })
	void selectsTheFirstThatIsNotOnStandby(SelectionRow row, int expected) {
		try (Understudy understudy = row.open()) {
			var selection = row.selection(understudy);
			assertThat(selection.first().id()).isEqualTo(Ensembles.id(expected));
			assertThat(selection.chosen().id()).isEqualTo(Ensembles.id(expected));
			assertThat(selection.chosen().id()).isEqualTo(Ensembles.id(expected));
		}
	}

	@Test
	void scoreIsOfAWindowThatIsEmptyOrFull() {
		ShiftedTicker ticker = new ShiftedTicker();
		assertThat(ScoreRow.EMPTY.open(ticker)[0].score(ticker.nanos())).isEqualTo(0.5);
		ModelHealth full = ScoreRow.FULL.open(ticker)[0];
		assertThat(full.score(ticker.nanos())).isGreaterThan(0.9);
	}

	@Test
	void windowIsFullOfMixedOutcomes() throws Exception {
		Stage stage = WindowRow.FULL.open();
		try {
			ModelRegistry registry = ((ApplicationContext) stage.closing()).getBean(ModelRegistry.class);
			ModelStatus status = registry.status(Models.GPT);
			assertThat(status.callsInWindow()).isGreaterThan(10_000);
			assertThat(status.successRate()).isBetween(0.5, 0.9);
			assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.GPT);
		}
		finally {
			stage.close();
		}
	}

}
