package dev.understudy.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls the assistant of a stage again and again. Each row has a JVM of its own, so that
 * none pays for what another one has loaded.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Play {

	private Stage stage = ProxyStage.direct();

	private Assistant assistant = this.stage.assistant();

	abstract Stage open();

	@Setup
	public final void raise() {
		this.stage = open();
		this.assistant = this.stage.assistant();
	}

	@Benchmark
	public String answer() {
		return this.assistant.answer(Assistant.QUESTION);
	}

	@TearDown
	public final void close() throws Exception {
		this.stage.close();
	}

}
