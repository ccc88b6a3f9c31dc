package dev.understudy.selection;

/**
 * Chooses the candidate that measures least; of equal ones the first.
 */
final class LeastStrategy implements SelectionStrategy {

	private final Measure measure;

	LeastStrategy(Measure measure) {
		this.measure = measure;
	}

	@Override
	public int next(Candidates candidates) {
		int best = NOBODY;
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i)) {
				double value = this.measure.of(candidates, i);
				if (best == NOBODY || value < least) {
					best = i;
					least = value;
				}
			}
		}
		return best;
	}

}
