package dev.understudy.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that was measured. What was not is {@code NaN}.
 *
 * @param all one result a row
 */
record Results(List<Result> all) {

	private static final Result NONE = Result.of("", "", Double.NaN);

	Results {
		all = List.copyOf(all);
	}

	double nanos(String benchmark, String row) {
		return find(benchmark, row).nanos();
	}

	double bytes(String benchmark, String row) {
		return find(benchmark, row).bytes();
	}

	/** The same of each row's quickest iteration. */
	Results undisturbed() {
		return new Results(this.all.stream().map(Result::undisturbed).toList());
	}

	/** By benchmark, in the order in which they were measured. */
	Map<String, List<Result>> families() {
		return this.all.stream()
			.collect(Collectors.groupingBy(Result::benchmark, LinkedHashMap::new, Collectors.toList()));
	}

	private Result find(String benchmark, String row) {
		return this.all.stream()
			.filter((result) -> result.benchmark().equals(benchmark) && result.row().equals(row))
			.findFirst()
			.orElse(NONE);
	}

}
