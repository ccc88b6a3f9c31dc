package dev.understudy.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The first model answers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Healthy {

	@Param
	HealthyRow row = HealthyRow.DIRECT;

	private Stage stage = HealthyRow.DIRECT.open();

	private Assistant assistant = this.stage.assistant();

	@Setup
	public void open() {
		this.stage = this.row.open();
		this.assistant = this.stage.assistant();
	}

	@Benchmark
	public String answer() {
		return this.assistant.answer(Assistant.QUESTION);
	}

	@TearDown
	public void close() throws Exception {
		this.stage.close();
	}

}
