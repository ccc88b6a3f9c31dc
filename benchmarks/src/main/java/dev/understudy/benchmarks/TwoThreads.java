package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Threads;

/**
 * The first model answers two callers at once. Compared with one caller in
 * {@link Healthy}.
 */
@Threads(2)
public class TwoThreads extends Play {

	@Param({ "FLOOR", "FLOOR_TIMER", "UNDERSTUDY", "RESILIENCE4J_NESTED", "FAILSAFE", "SMALLRYE" })
	HealthyRow row = HealthyRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open();
	}

}
