package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;

/**
 * The first model answers.
 */
public class Healthy extends Play {

	@Param
	HealthyRow row = HealthyRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open();
	}

}
