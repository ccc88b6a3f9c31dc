package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The first model answers within its timeout; the caller is a virtual thread. Each one
 * makes many calls, so that its start does not count.
 */
public class TimeoutOnVirtual extends Staged {

	private static final int CALLS = 5_000;

	@Param
	TimedRow row = TimedRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open(Scene.HEALTHY.models(), TimedRow.NEVER, VirtualThreads::threadPerTask);
	}

	@Benchmark
	@OperationsPerInvocation(CALLS)
	public void answer(Blackhole hole) throws InterruptedException {
		VirtualThreads.run(() -> ask(hole));
	}

	private void ask(Blackhole hole) {
		Assistant assistant = assistant();
		for (int i = 0; i < CALLS; i++) {
			hole.consume(assistant.answer(Assistant.QUESTION));
		}
	}

}
