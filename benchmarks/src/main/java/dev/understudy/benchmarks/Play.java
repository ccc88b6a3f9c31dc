package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Calls the assistant of a stage again and again.
 */
public abstract class Play extends Staged {

	@Benchmark
	public String answer() {
		return assistant().answer(Assistant.QUESTION);
	}

}
