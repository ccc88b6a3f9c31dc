package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;

/**
 * The first model fails each time, the second answers.
 */
public class FailingOver extends Play {

	@Param
	FailingOverRow row = FailingOverRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open();
	}

}
