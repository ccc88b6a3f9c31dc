package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;

/**
 * All three models fail each time, and something else answers.
 */
public class Exhausted extends Play {

	@Param
	ExhaustedRow row = ExhaustedRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open();
	}

}
