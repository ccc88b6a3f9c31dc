package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.selection.Candidates;
import dev.understudy.selection.SelectionStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses as a chain's strategy does, and in the order written where that throws or
 * answers an index that is not to be chosen. Warns of it once.
 */
final class GuardedStrategy implements SelectionStrategy {

	private static final Logger logger = LoggerFactory.getLogger(SelectionStrategy.class);

	private final String chain;

	private final String name;

	private final SelectionStrategy strategy;

	private final AtomicBoolean warned = new AtomicBoolean();

	GuardedStrategy(ChainSettings settings) {
		this.chain = settings.name();
		this.name = settings.strategyName();
		this.strategy = settings.strategy();
	}

	@Override
	public int next(Candidates candidates) {
		try {
			int choice = this.strategy.next(candidates);
			if (choice == NOBODY || (choice >= 0 && choice < candidates.size() && candidates.remaining(choice))) {
				return choice;
			}
			warn("answered an index that is not to be chosen");
		}
		catch (Exception | LinkageError | AssertionError ex) {
			warn("threw " + ex.getClass().getName());
		}
		return candidates.first();
	}

	private void warn(String mistake) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("Strategy '{}' of chain '{}' {}; the models are tried in the order written instead, and "
					+ "further mistakes are not reported", this.name, this.chain, mistake);
		}
	}

}
