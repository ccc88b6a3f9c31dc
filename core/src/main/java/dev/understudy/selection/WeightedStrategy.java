package dev.understudy.selection;

/**
 * Chooses at random by weight; candidates without weight come after all others, in the
 * order of configuration.
 */
final class WeightedStrategy implements SelectionStrategy {

	private final Measure weight;

	WeightedStrategy(Measure weight) {
		this.weight = weight;
	}

	@Override
	public int next(Candidates candidates) {
		double total = 0;
		int last = NOBODY;
		for (int i = 0; i < candidates.size(); i++) {
			if (candidates.open(i)) {
				double weight = this.weight.of(candidates, i);
				total += weight;
				if (weight > 0 || last == NOBODY) {
					last = i;
				}
			}
		}
		double point = candidates.draw() * total;
		for (int i = 0; i < last; i++) {
			if (candidates.open(i)) {
				point -= this.weight.of(candidates, i);
				if (point < 0) {
					return i;
				}
			}
		}
		return last;
	}

}
