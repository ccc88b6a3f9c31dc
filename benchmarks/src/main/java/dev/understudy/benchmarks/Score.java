package dev.understudy.benchmarks;

import java.util.concurrent.TimeUnit;

import dev.understudy.health.ModelHealth;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Nothing but how healthy a model is, with the clock read that it takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Score {

	@Param
	ScoreRow row = ScoreRow.EMPTY;

	private final ShiftedTicker ticker = new ShiftedTicker();

	private ModelHealth[] health = {};

	private int next;

	@Setup
	public void open() {
		this.health = this.row.open(this.ticker);
	}

	@Benchmark
	public double score() {
		int index = this.next;
		this.next = (index + 1 < this.health.length) ? index + 1 : 0;
		return this.health[index].score(this.ticker.nanos());
	}

}
