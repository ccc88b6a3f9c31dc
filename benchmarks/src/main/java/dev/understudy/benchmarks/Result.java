package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured of one row.
 *
 * @param benchmark the benchmark, such as {@code Healthy.answer}
 * @param row the row, such as {@code FLOOR}; empty for a benchmark without rows
 * @param nanos nanoseconds per call
 * @param least the same of the quickest iteration, which nothing disturbed
 * @param error half the width of the confidence interval, {@code NaN} with one iteration
 * @param bytes bytes per call, {@code NaN} when they were not counted
 */
record Result(String benchmark, String row, double nanos, double least, double error, double bytes) {

	/** A result of which nothing but the time is known. */
	static Result of(String benchmark, String row, double nanos) {
		return new Result(benchmark, row, nanos, nanos, Double.NaN, Double.NaN);
	}

	/** Reads what JMH wrote, or {@link #write}. */
	static List<Result> read(String json) {
		List<Result> results = new ArrayList<>();
		for (JsonNode run : JsonMapper.shared().readTree(json)) {
			results.add(of(run));
		}
		return results;
	}

	/** As if every iteration had been like the quickest. */
	Result undisturbed() {
		return new Result(this.benchmark, this.row, this.least, this.least, this.error, this.bytes);
	}

	/** Writes times as JMH does. */
	static String write(List<Result> results) {
		return JsonMapper.shared()
			.writeValueAsString(results.stream()
				.map((result) -> Map.of("benchmark", result.benchmark(), "params", Map.of("row", result.row()),
						"primaryMetric", Map.of("score", result.nanos(), "scoreUnit", "ns/op")))
				.toList());
	}

	private static Result of(JsonNode run) {
		String name = run.path("benchmark").asString();
		JsonNode primary = run.path("primaryMetric");
		double nanos = number(primary.path("score"));
		return new Result(name.replace(Result.class.getPackageName() + ".", ""),
				run.path("params").path("row").asString(""), nanos, least(primary.path("rawData"), nanos),
				number(primary.path("scoreError")),
				number(run.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score")));
	}

	/** JMH writes the iterations of each fork. */
	private static double least(JsonNode forks, double otherwise) {
		return forks.valueStream().flatMap(JsonNode::valueStream).mapToDouble(Result::number).min().orElse(otherwise);
	}

	/** JMH writes what is not a number as a text. */
	private static double number(JsonNode value) {
		return value.isNumber() ? value.asDouble() : Double.NaN;
	}

}
