package dev.understudy.benchmarks;

import org.openjdk.jmh.annotations.Param;

/**
 * The first model answers, with nothing in its window or with ten minutes of mixed
 * outcomes.
 */
public class Window extends Play {

	@Param
	WindowRow row = WindowRow.EMPTY;

	@Override
	Stage open() {
		return this.row.open();
	}

}
