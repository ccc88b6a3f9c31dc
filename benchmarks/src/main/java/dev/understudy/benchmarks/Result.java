package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What JMH measured of one row.
 *
 * @param benchmark the benchmark, such as {@code Healthy.answer}
 * @param row the row, such as {@code FLOOR}; empty for a benchmark without rows
 * @param nanos nanoseconds per call
 * @param error half the width of the confidence interval, {@code NaN} with one iteration
 * @param bytes bytes per call, {@code NaN} when they were not counted
 */
record Result(String benchmark, String row, double nanos, double error, double bytes) {

	/** Reads what JMH wrote. */
	static List<Result> read(String json) {
		List<Result> results = new ArrayList<>();
		for (JsonNode run : JsonMapper.shared().readTree(json)) {
			results.add(of(run));
		}
		return results;
	}

	private static Result of(JsonNode run) {
		String name = run.path("benchmark").asString();
		int method = name.lastIndexOf('.');
		JsonNode primary = run.path("primaryMetric");
		return new Result(name.substring(name.lastIndexOf('.', method - 1) + 1),
				run.path("params").path("row").asString(""), number(primary.path("score")),
				number(primary.path("scoreError")),
				number(run.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score")));
	}

	/** JMH writes what is not a number as a text. */
	private static double number(JsonNode value) {
		return value.isNumber() ? value.asDouble() : Double.NaN;
	}

}
