package dev.understudy.benchmarks;

import dev.understudy.routing.EngineAccess;
import dev.understudy.routing.Understudy;

/**
 * Whom {@link Selection} selects from.
 */
public enum SelectionRow {

	/** Three models, none on standby. */
	ALL_OF_3(3, 0),

	/** Three models, all but the last on standby. */
	LAST_OF_3(3, 2),

	/** Five models, all but the last on standby. */
	LAST_OF_5(5, 4),

	/** Thirty models, all but the last on standby. */
	LAST_OF_30(30, 29),

	/** Three hundred models, all but the last on standby. */
	LAST_OF_300(300, 299),

	/** Three models, none on standby, of 10,000 in 1,000 chains. */
	ALL_OF_3_AT_SCALE(Ensembles.MANY_MODELS, 0);

	private final int models;

	private final int out;

	SelectionRow(int models, int out) {
		this.models = models;
		this.out = out;
	}

	Understudy open() {
		Understudy understudy = (this == ALL_OF_3_AT_SCALE) ? Ensembles.of(this.models, Ensembles.MANY_CHAINS)
				: Ensembles.chainOf(this.models);
		for (int i = 0; i < this.out; i++) {
			understudy.registry().disable(Ensembles.id(i), null, "out for the benchmark");
		}
		return understudy;
	}

	EngineAccess.Selection selection(Understudy understudy) {
		return new EngineAccess(understudy).selection(Ensembles.chain(0));
	}

}
