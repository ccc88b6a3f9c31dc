package dev.understudy.selection;

/**
 * Chooses the candidate with the lowest mean latency. One without a measurement is taken
 * to be as fast as the others on average, so that it neither always wins nor always
 * loses.
 */
final class FastestStrategy implements SelectionStrategy {

	@Override
	public int next(Candidates candidates) {
		double sum = 0;
		int measured = 0;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i) && candidates.latency(i) > 0) {
				sum += candidates.latency(i);
				measured++;
			}
		}
		double usual = (measured != 0) ? sum / measured : 0;
		int best = NOBODY;
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i)) {
				double latency = (candidates.latency(i) > 0) ? candidates.latency(i) : usual;
				if (latency < least) {
					best = i;
					least = latency;
				}
			}
		}
		return best;
	}

}
