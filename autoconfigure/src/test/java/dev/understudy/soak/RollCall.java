package dev.understudy.soak;

import java.util.Map;
import java.util.TreeMap;

import dev.understudy.selection.Candidates;
import dev.understudy.selection.SelectionStrategy;

/**
 * Notes how many attempts of each model are running when it is asked to choose.
 */
final class RollCall implements SelectionStrategy {

	private volatile Map<String, Long> running = Map.of();

	@Override
	public int next(Candidates candidates) {
		Map<String, Long> seen = new TreeMap<>();
		for (int i = 0; i < candidates.size(); i++) {
			seen.put(candidates.model(i).id(), candidates.running(i));
		}
		this.running = seen;
		return candidates.first();
	}

	Map<String, Long> running() {
		return this.running;
	}

}
