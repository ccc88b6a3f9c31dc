package dev.understudy.benchmarks;

import java.time.Duration;

import dev.understudy.Model;
import dev.understudy.health.ModelHealth;
import dev.understudy.routing.EngineAccess;
import dev.understudy.routing.Understudy;

/**
 * Whose health {@link Score} looks at.
 */
public enum ScoreRow {

	/** A model without a call. */
	EMPTY(1, 1, 0),

	/** A model with two hundred calls in each of sixty slices of its window. */
	FULL(1, 1, 200),

	/** The three models of one chain among 10,000, each with some calls. */
	AT_SCALE(Ensembles.MANY_MODELS, 3, 1),

	/** One model after the other of 10,000, so that none is in a near cache. */
	AT_SCALE_COLD(Ensembles.MANY_MODELS, Ensembles.MANY_MODELS, 1);

	private static final int SLICES = 60;

	private static final Duration SLICE = Duration.ofSeconds(10);

	private final int models;

	private final int looked;

	private final int callsInSlice;

	ScoreRow(int models, int looked, int callsInSlice) {
		this.models = models;
		this.looked = looked;
		this.callsInSlice = callsInSlice;
	}

	ModelHealth[] open(ShiftedTicker ticker) {
		ModelHealth[] health = new ModelHealth[this.looked];
		try (Understudy understudy = Ensembles.chainEach(this.models, ticker)) {
			EngineAccess access = new EngineAccess(understudy);
			for (int i = 0; i < this.looked; i++) {
				health[i] = access.health(Ensembles.id(i));
			}
			for (int slice = 0; slice < SLICES; slice++) {
				for (int call = 0; call < this.callsInSlice; call++) {
					for (int i = 0; i < this.models; i++) {
						understudy.router().call(Ensembles.chain(i), Model::id);
					}
				}
				ticker.forward(SLICE);
			}
		}
		return health;
	}

}
