package dev.understudy.benchmarks;

/**
 * What befalls the three models.
 */
enum Scene {

	/** The first answers. */
	HEALTHY,

	/** The first fails each time and is tried each time; the second answers. */
	LEAD_FAILS(Models.GPT),

	/** The first is on standby, its circuit open; the second answers. */
	LEAD_OUT(Models.GPT),

	/** All fail each time and are tried each time. */
	ALL_FAIL(Models.GPT, Models.CLAUDE, Models.LOCAL);

	private final String[] down;

	Scene(String... down) {
		this.down = down;
	}

	Models models() {
		return new Models(this.down);
	}

	/** Whether circuits have to be kept from opening. */
	boolean circuitsStayClosed() {
		return this == LEAD_FAILS || this == ALL_FAIL;
	}

}
