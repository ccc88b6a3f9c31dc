package dev.understudy.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTests {

	private static final String JSON = """
			[{"benchmark": "dev.understudy.benchmarks.Healthy.answer", "params": {"row": "FLOOR"},
			  "primaryMetric": {"score": 32.5, "scoreError": 0.5, "scoreUnit": "ns/op"},
			  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 96.001, "scoreError": "NaN"}}},
			 {"benchmark": "dev.understudy.benchmarks.Healthy.answer", "params": {"row": "UNDERSTUDY"},
			  "primaryMetric": {"score": 65.0, "scoreError": "NaN", "scoreUnit": "ns/op"},
			  "secondaryMetrics": {}}]
			""";

	@Test
	void readsWhatJmhWrote() {
		List<Result> results = Result.read(JSON);
		assertThat(results).containsExactly(new Result("Healthy.answer", "FLOOR", 32.5, 0.5, 96.001),
				new Result("Healthy.answer", "UNDERSTUDY", 65.0, Double.NaN, Double.NaN));
	}

	@Test
	void printsRatiosFirst() {
		assertThat(RatioTable.of(Result.read(JSON))).contains("| FLOOR | 1.00 | 0.50 | 32.5 | 0.5 | 96 |",
				"| UNDERSTUDY | 2.00 | 1.00 | 65.0 |  |  |");
	}

}
