package dev.understudy.benchmarks;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured of everything.
 */
enum Scope {

	/** To be published. Takes about 20 minutes. */
	FULL(2, 5, 500, 20_000, 5),

	/** To see where one stands. Takes about five minutes. */
	QUICK(1, 3, 400, 4_000, 3),

	/** To see that everything runs. The numbers say nothing. */
	SMOKE(1, 1, 50, 200, 1);

	private final int forks;

	private final int iterations;

	private final int millis;

	private final int httpCalls;

	private final int starts;

	Scope(int forks, int iterations, int millis, int httpCalls, int starts) {
		this.forks = forks;
		this.iterations = iterations;
		this.millis = millis;
		this.httpCalls = httpCalls;
		this.starts = starts;
	}

	void apply(ChainedOptionsBuilder options) {
		TimeValue time = TimeValue.milliseconds(this.millis);
		options.forks(this.forks).warmupIterations(this.iterations).warmupTime(time);
		options.measurementIterations(this.iterations).measurementTime(time);
	}

	EndToEnd endToEnd() {
		return new EndToEnd(this.httpCalls);
	}

	Scale scale() {
		return new Scale(this.starts);
	}

}
