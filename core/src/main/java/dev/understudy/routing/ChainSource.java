package dev.understudy.routing;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where the chain of a call comes from. Looks it up once for each ensemble that comes
 * into force.
 */
final class ChainSource {

	private final Function<Ensemble, ChainPlan> lookup;

	private volatile @Nullable Found found;

	ChainSource(Function<Ensemble, ChainPlan> lookup) {
		this.lookup = lookup;
	}

	ChainPlan in(Ensemble ensemble) {
		Found seen = this.found;
		if (seen == null || seen.ensemble != ensemble) {
			seen = new Found(ensemble, this.lookup.apply(ensemble));
			this.found = seen;
		}
		return seen.plan;
	}

	/**
	 * What was found in an ensemble.
	 */
	private record Found(Ensemble ensemble, ChainPlan plan) {
	}

}
