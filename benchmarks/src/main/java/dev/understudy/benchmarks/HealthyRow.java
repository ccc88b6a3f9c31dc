package dev.understudy.benchmarks;

import java.util.function.Supplier;

/**
 * Who is called in {@link Healthy}.
 */
public enum HealthyRow {

	/** The bean itself. */
	DIRECT(() -> Stage.of(new PlainAssistant())),

	/** A class proxy with one empty interceptor: the floor. */
	FLOOR(ProxyStage::empty),

	/** The floor, an adder, two clock reads and one Micrometer timer. */
	FLOOR_TIMER(ProxyStage::timed),

	/** Us, with a chain of three and without a timeout. */
	UNDERSTUDY(UnderstudyStage::untimed),

	/** Us, with a chain of three and all defaults, so with a timeout. */
	UNDERSTUDY_DEFAULTS(UnderstudyStage::defaults);

	private final Supplier<Stage> stage;

	HealthyRow(Supplier<Stage> stage) {
		this.stage = stage;
	}

	Stage open() {
		return this.stage.get();
	}

}
