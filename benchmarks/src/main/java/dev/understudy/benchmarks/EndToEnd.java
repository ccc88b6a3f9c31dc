package dev.understudy.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Real HTTP: the same client against the same local provider, bare and behind what falls
 * back, a few calls of each in turn in one process. What is added is the difference.
 */
final class EndToEnd {

	private static final int CALLS_IN_TURN = 50;

	private final int calls;

	/**
	 * Measures later.
	 * @param calls how many calls of each row, after as many that do not count
	 */
	EndToEnd(int calls) {
		this.calls = calls;
	}

	List<Result> run() throws Exception {
		List<Result> results = new ArrayList<>();
		try (HttpStub stub = new HttpStub()) {
			results.addAll(run("EndToEnd.healthy", Scene.HEALTHY, stub));
		}
		try (HttpStub stub = new HttpStub(Models.GPT)) {
			results.addAll(run("EndToEnd.failingOver", Scene.LEAD_FAILS, stub));
		}
		return results;
	}

	private List<Result> run(String name, Scene scene, HttpStub stub) throws Exception {
		List<Caller> callers = new ArrayList<>();
		try {
			for (Row row : Row.values()) {
				callers.add(new Caller(row, row.open(scene, new HttpModels(stub)), new long[this.calls]));
			}
			measure(callers);
			measure(callers);
			List<Result> results = new ArrayList<>();
			callers.forEach((caller) -> results.add(caller.percentile(name + ".p50", 0.5)));
			callers.forEach((caller) -> results.add(caller.percentile(name + ".p99", 0.99)));
			return results;
		}
		finally {
			for (Caller caller : callers) {
				caller.stage().close();
			}
		}
	}

	/** What was measured before is overwritten. */
	private void measure(List<Caller> callers) {
		for (int from = 0; from < this.calls; from += CALLS_IN_TURN) {
			int to = Math.min(this.calls, from + CALLS_IN_TURN);
			for (Caller caller : callers) {
				caller.measure(from, to);
			}
		}
	}

	/**
	 * Calls one stage and notes how long each call took.
	 *
	 * @param row who calls
	 * @param stage what is called
	 * @param nanos the times
	 */
	private record Caller(Row row, Stage stage, long[] nanos) {

		void measure(int from, int to) {
			for (int i = from; i < to; i++) {
				long since = System.nanoTime();
				String answer = this.stage.assistant().answer(Assistant.QUESTION);
				this.nanos[i] = System.nanoTime() - since;
				if (answer.equals(Models.SORRY)) {
					throw new IllegalStateException("No model answered " + this.row);
				}
			}
		}

		Result percentile(String name, double share) {
			long[] sorted = this.nanos.clone();
			Arrays.sort(sorted);
			return Result.of(name, this.row.name(), sorted[(int) (share * (sorted.length - 1))]);
		}

	}

	/** Opens a stage over real HTTP. */
	private interface Opening {

		Stage open(Scene scene, Models models) throws IOException;

	}

	/**
	 * Who calls.
	 */
	enum Row {

		/** The client, and a {@code try} by hand. */
		BARE((scene, models) -> HandWritten.of(models)),

		/** Us, without a timeout. */
		UNDERSTUDY_UNTIMED((scene, models) -> UnderstudyStage.remote(models, false)),

		/** Us, with all defaults, so with a timeout on another thread. */
		UNDERSTUDY((scene, models) -> UnderstudyStage.remote(models, true)),

		/** resilience4j: {@code @CircuitBreaker} with a fallback, without a timeout. */
		RESILIENCE4J(Resilience4jAnnotated::of);

		private final Opening opening;

		Row(Opening opening) {
			this.opening = opening;
		}

		Stage open(Scene scene, Models models) throws IOException {
			return this.opening.open(scene, models);
		}

	}

}
