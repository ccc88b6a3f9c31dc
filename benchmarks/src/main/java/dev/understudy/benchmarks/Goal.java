package dev.understudy.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is to be reached.
 *
 * @param path what is measured
 * @param text what is compared
 * @param unit what the numbers are: {@code x}, {@code ns}, {@code B} and the like
 * @param most the largest value that reaches the goal
 * @param measured reads the value; {@code NaN} when it was not measured
 */
record Goal(String path, String text, String unit, double most, ToDoubleFunction<Results> measured) {

	private static final String US = "UNDERSTUDY";

	private static final String HEALTHY = "Healthy.answer";

	private static final String FAILING = "FailingOver.answer";

	private static final String VIRTUAL = "TimeoutOnVirtual.answer";

	private static final String SELECTION = "Selection.select";

	/** A ratio of two rows that says "faster than" without more. */
	private static final double FASTER = 1;

	static final List<Goal> ALL = List.of(ratio("healthy", HEALTHY, US, HEALTHY, "FLOOR", 3),
			new Goal("healthy", "bytes", "B", 160, (results) -> Math.rint(results.bytes(HEALTHY, US))),
			ratio("healthy", HEALTHY, US, HEALTHY, "RESILIENCE4J", 1 / 10.0),
			ratio("healthy", HEALTHY, US, HEALTHY, "FAILSAFE", FASTER),
			ratio("healthy", HEALTHY, US, HEALTHY, "SMALLRYE", FASTER),
			ratio("healthy with meters", HEALTHY, "UNDERSTUDY_METERS", HEALTHY, "FLOOR_TIMER", 1.4),
			new Goal("selection, 4 of 5 on standby", "time", "ns", 30,
					(results) -> results.nanos(SELECTION, "LAST_OF_5")),
			new Goal("selection, 4 of 5 on standby", "bytes", "B", 0,
					(results) -> Math.rint(results.bytes(SELECTION, "LAST_OF_5"))),
			ratio("selection", SELECTION, "LAST_OF_300", SELECTION, "LAST_OF_30", 10),
			ratio("first on standby", "OnStandby.answer", US, HEALTHY, US, 1.2),
			ratio("first fails", FAILING, US, FAILING, "RESILIENCE4J", 1 / 12.0),
			ratio("first fails", FAILING, US, FAILING, "RESILIENCE4J_NESTED", 2),
			new Goal("exhausted and degraded", "above the model calls by hand", "ns", 1_000,
					(results) -> results.nanos("Exhausted.answer", US)
							- results.nanos("Exhausted.answer", "HAND_WRITTEN")),
			ratio("timed, virtual thread", VIRTUAL, US, VIRTUAL, "UNDERSTUDY_UNTIMED", 1.4),
			ratio("timed, virtual thread", VIRTUAL, US, VIRTUAL, "RESILIENCE4J", FASTER),
			ratio("timed, virtual thread", VIRTUAL, US, VIRTUAL, "FAILSAFE", FASTER),
			ratio("timed, virtual thread", VIRTUAL, US, VIRTUAL, "SMALLRYE", FASTER),
			ratio("timed, platform thread", "TimeoutOnPlatform.answer", US, "TimeoutOnPlatform.answer", "RESILIENCE4J",
					FASTER),
			ratio("two threads, 1.8 times the throughput", "TwoThreads.answer", US, HEALTHY, US, 2 / 1.8),
			new Goal("10,000 models, 1,000 chains", "start after that with three", "ms", 3_000,
					(results) -> (results.nanos("Scale.start", "MANY") - results.nanos("Scale.start", "THREE")) / 1e6),
			ratio("10,000 models, 1,000 chains", SELECTION, "ALL_OF_3_AT_SCALE", SELECTION, "ALL_OF_3", 1.1),
			new Goal("10,000 models, 1,000 chains", "health score", "ns", 100,
					(results) -> results.nanos("Score.score", "AT_SCALE")),
			new Goal("over HTTP, healthy", "added p50", "µs", 20,
					(results) -> added(results, "EndToEnd.healthy.p50", US)),
			new Goal("over HTTP, failing over", "added p50 beyond what resilience4j adds", "µs", 0,
					(results) -> beyondResilience4j(results, US)),
			new Goal("over HTTP, failing over", "the same without a timeout", "µs", 0,
					(results) -> beyondResilience4j(results, "UNDERSTUDY_UNTIMED")));

	/**
	 * All goals in Markdown, each with what was measured, and with the same of each row's
	 * quickest iteration.
	 */
	static String table(Results results) {
		StringBuilder table = new StringBuilder(
				"| goal | path | what | at most | measured | least |%n|---|---|---|---:|---:|---:|%n".formatted());
		Results undisturbed = results.undisturbed();
		ALL.forEach((goal) -> table.append(goal.line(results, undisturbed)));
		return table.toString();
	}

	/** Whether a value reaches the goal. */
	String verdict(double value) {
		if (Double.isNaN(value)) {
			return "not measured";
		}
		return (value <= this.most) ? "reached" : "NOT REACHED";
	}

	private String line(Results results, Results undisturbed) {
		double value = this.measured.applyAsDouble(results);
		return "| %s | %s | %s | %s | %s | %s |%n".formatted(verdict(value), this.path, this.text, number(this.most),
				number(value), number(this.measured.applyAsDouble(undisturbed)));
	}

	private String number(double value) {
		String form = this.unit.equals("x") ? "%.3f %s" : "%,.1f %s";
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, form, value, this.unit);
	}

	private static Goal ratio(String path, String benchmark, String row, String otherBenchmark, String other,
			double most) {
		String text = row + " against " + (benchmark.equals(otherBenchmark) ? "" : otherBenchmark + " ") + other;
		return new Goal(path, text, "x", most,
				(results) -> results.nanos(benchmark, row) / results.nanos(otherBenchmark, other));
	}

	private static double added(Results results, String benchmark, String row) {
		return (results.nanos(benchmark, row) - results.nanos(benchmark, "BARE")) / 1_000;
	}

	private static double beyondResilience4j(Results results, String row) {
		String benchmark = "EndToEnd.failingOver.p50";
		return added(results, benchmark, row) - added(results, benchmark, "RESILIENCE4J");
	}

}
