package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;

/**
 * The first model answers within its timeout; the caller is a platform thread.
 */
public class TimeoutOnPlatform extends Play {

	@Param
	TimedRow row = TimedRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open(Scene.HEALTHY.models(), TimedRow.NEVER, VirtualThreads::poolLikeOurs);
	}

}
