package dev.understudy.selection;

/**
 * Chooses as another strategy does, but gives one call in sixteen to a candidate that has
 * no measurement yet, so that new models are tried without always winning.
 */
final class ExploringStrategy implements SelectionStrategy {

	static final int EVERY = 16;

	private final SelectionStrategy usual;

	ExploringStrategy(SelectionStrategy usual) {
		this.usual = usual;
	}

	@Override
	public int next(Candidates candidates) {
		if (Math.floorMod(candidates.turn(), EVERY) == EVERY - 1) {
			for (int i = 0; i < candidates.size(); i++) {
				if (candidates.open(i) && candidates.latency(i) == 0) {
					return i;
				}
			}
		}
		return this.usual.next(candidates);
	}

}
