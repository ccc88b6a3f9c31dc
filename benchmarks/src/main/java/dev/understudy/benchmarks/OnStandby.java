package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;

/**
 * The first model is on standby, its circuit open; the second answers.
 */
public class OnStandby extends Play {

	@Param
	OnStandbyRow row = OnStandbyRow.UNDERSTUDY;

	@Override
	Stage open() {
		return this.row.open();
	}

}
