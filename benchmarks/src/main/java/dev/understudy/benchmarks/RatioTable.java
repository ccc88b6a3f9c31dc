package dev.understudy.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints results in Markdown: one table a benchmark, ratios first.
 */
final class RatioTable {

	private static final String FLOOR = HealthyRow.FLOOR.name();

	private RatioTable() {
	}

	static String of(List<Result> results) {
		double floor = results.stream()
			.filter((result) -> result.benchmark().startsWith("Healthy.") && result.row().equals(FLOOR))
			.mapToDouble(Result::nanos)
			.findFirst()
			.orElse(Double.NaN);
		Map<String, List<Result>> families = results.stream()
			.collect(Collectors.groupingBy(Result::benchmark, LinkedHashMap::new, Collectors.toList()));
		return families.entrySet()
			.stream()
			.map((family) -> table(family.getKey(), family.getValue(), floor))
			.collect(Collectors.joining("\n"));
	}

	private static String table(String benchmark, List<Result> results, double floor) {
		double us = results.stream()
			.filter((result) -> result.row().equals(HealthyRow.UNDERSTUDY.name()))
			.mapToDouble(Result::nanos)
			.findFirst()
			.orElse(Double.NaN);
		StringBuilder table = new StringBuilder("### %s%n%n".formatted(benchmark))
			.append("| row | x floor | x us | ns | ± | B |%n|---|---:|---:|---:|---:|---:|%n".formatted());
		for (Result result : results) {
			table.append("| %s | %s | %s | %s | %s | %s |%n".formatted(result.row(), times(result.nanos() / floor),
					times(result.nanos() / us), nanos(result.nanos()), nanos(result.error()), bytes(result.bytes())));
		}
		return table.toString();
	}

	private static String times(double ratio) {
		return Double.isNaN(ratio) ? "" : "%.2f".formatted(ratio);
	}

	private static String nanos(double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, (value < 100) ? "%.1f" : "%,.0f", value);
	}

	private static String bytes(double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,d", Math.round(value));
	}

}
