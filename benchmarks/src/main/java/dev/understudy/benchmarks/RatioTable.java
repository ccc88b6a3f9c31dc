package dev.understudy.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints results in Markdown: one table a benchmark, ratios first.
 */
final class RatioTable {

	private static final String US = "UNDERSTUDY";

	private static final String BARE = "BARE";

	private final Results results;

	private final double floor;

	private RatioTable(Results results) {
		this.results = results;
		this.floor = results.nanos("Healthy.answer", "FLOOR");
	}

	static String of(Results results) {
		RatioTable tables = new RatioTable(results);
		return results.families()
			.entrySet()
			.stream()
			.map((family) -> "### %s%n%n%s".formatted(family.getKey(),
					tables.table(family.getKey(), family.getValue())))
			.collect(Collectors.joining("\n"));
	}

	private String table(String benchmark, List<Result> rows) {
		double bare = this.results.nanos(benchmark, BARE);
		if (!Double.isNaN(bare)) {
			return differences(rows, bare);
		}
		return ratios(rows, this.results.nanos(benchmark, US));
	}

	private String ratios(List<Result> rows, double us) {
		StringBuilder table = new StringBuilder(
				"| row | x floor | x us | ns | ± | least | B |%n|---|---:|---:|---:|---:|---:|---:|%n".formatted());
		for (Result row : rows) {
			table.append("| %s | %s | %s | %s | %s | %s | %s |%n".formatted(row.row(), ratio(row.nanos() / this.floor),
					ratio(row.nanos() / us), number(row.nanos()), number(row.error()), number(row.least()),
					bytes(row.bytes())));
		}
		return table.toString();
	}

	private static String differences(List<Result> rows, double bare) {
		StringBuilder table = new StringBuilder("| row | added µs | µs |%n|---|---:|---:|%n".formatted());
		for (Result row : rows) {
			table.append("| %s | %s | %s |%n".formatted(row.row(), number((row.nanos() - bare) / 1_000),
					number(row.nanos() / 1_000)));
		}
		return table.toString();
	}

	private static String ratio(double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
	}

	private static String number(double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, (value < 100) ? "%.1f" : "%,.0f", value);
	}

	private static String bytes(double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,d", Math.round(value));
	}

}
