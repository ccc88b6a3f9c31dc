package dev.understudy.benchmarks;

import java.util.concurrent.TimeUnit;

import dev.understudy.Model;
import dev.understudy.routing.EngineAccess;
import dev.understudy.routing.Understudy;
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
 * Nothing but finding the model that a call would try first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Selection {

	@Param
	SelectionRow row = SelectionRow.ALL_OF_3;

	private Understudy understudy = this.row.open();

	private EngineAccess.Selection selection = this.row.selection(this.understudy);

	@Setup
	public void open() {
		this.understudy.close();
		this.understudy = this.row.open();
		this.selection = this.row.selection(this.understudy);
	}

	@Benchmark
	public Model select() {
		return this.selection.first();
	}

	@Benchmark
	public Model choose() {
		return this.selection.chosen();
	}

	@TearDown
	public void close() {
		this.understudy.close();
	}

}
