package dev.understudy.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTests {

	private static final String JSON = """
			[{"benchmark": "dev.understudy.benchmarks.Healthy.answer", "params": {"row": "FLOOR"},
			  "primaryMetric": {"score": 32.5, "scoreError": 0.5, "scoreUnit": "ns/op",
			                    "rawData": [[33.0, 32.5], [34.0, 30.5]]},
			  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 96.001, "scoreError": "NaN"}}},
			 {"benchmark": "dev.understudy.benchmarks.Healthy.answer", "params": {"row": "UNDERSTUDY"},
			  "primaryMetric": {"score": 65.0, "scoreError": "NaN", "scoreUnit": "ns/op"},
			  "secondaryMetrics": {}}]
			""";

	@Test
	void readsWhatJmhWrote() {
		List<Result> results = Result.read(JSON);
		assertThat(results).containsExactly(new Result("Healthy.answer", "FLOOR", 32.5, 30.5, 0.5, 96.001),
				new Result("Healthy.answer", "UNDERSTUDY", 65.0, 65.0, Double.NaN, Double.NaN));
	}

	@Test
	void readsWhatProgramsWrote() {
		List<Result> results = List.of(Result.of("Scale.start", "THREE", 5e8));
		assertThat(Result.read(Result.write(results))).isEqualTo(results);
	}

	@Test
	void printsDifferencesFromBareClient() {
		Results results = new Results(List.of(Result.of("EndToEnd.healthy.p50", "BARE", 90_000),
				Result.of("EndToEnd.healthy.p50", "UNDERSTUDY", 95_500)));
		assertThat(RatioTable.of(results)).contains("| BARE | 0.0 | 90.0 |", "| UNDERSTUDY | 5.5 | 95.5 |");
	}

	@Test
	void saysWhichGoalsAreReached() {
		String table = Goal.table(new Results(List.of(new Result("Healthy.answer", "FLOOR", 30, 28, 1, 96),
				new Result("Healthy.answer", "UNDERSTUDY", 91, 84, 1, 160.2),
				new Result("Healthy.answer", "FAILSAFE", 180, 168, 1, 96))));
		assertThat(table).contains("| NOT REACHED | healthy | UNDERSTUDY against FLOOR | 3.000 x | 3.033 x | 3.000 x |",
				"| reached | healthy | bytes | 160.0 B | 160.0 B | 160.0 B |",
				"| reached | healthy | UNDERSTUDY against FAILSAFE | 1.000 x | 0.506 x | 0.500 x |",
				"| not measured | healthy | UNDERSTUDY against SMALLRYE | 1.000 x |  |  |");
	}

	@Test
	void printsRatiosFirst() {
		assertThat(RatioTable.of(new Results(Result.read(JSON)))).contains(
				"| FLOOR | 1.00 | 0.50 | 32.5 | 0.5 | 30.5 | 96 |", "| UNDERSTUDY | 2.00 | 1.00 | 65.0 |  | 65.0 |  |");
	}

}
