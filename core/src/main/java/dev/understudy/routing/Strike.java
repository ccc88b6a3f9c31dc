package dev.understudy.routing;

/**
 * A bell that runs an action.
 */
final class Strike extends Bell {

	private final Runnable action;

	Strike(Runnable action) {
		this.action = action;
	}

	@Override
	void ring() {
		this.action.run();
	}

}
