package dev.understudy.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Opens a stage before it is measured, and closes it afterwards. Each row has a JVM of
 * its own, so that none pays for what another one has loaded.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Staged {

	private Stage stage = ProxyStage.direct();

	private Assistant assistant = this.stage.assistant();

	abstract Stage open();

	@Setup
	public final void raise() {
		this.stage = open();
		this.assistant = this.stage.assistant();
	}

	@TearDown
	public final void close() throws Exception {
		this.stage.close();
	}

	final Assistant assistant() {
		return this.assistant;
	}

}
