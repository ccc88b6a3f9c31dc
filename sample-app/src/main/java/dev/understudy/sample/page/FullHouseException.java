package dev.understudy.sample.page;

/**
 * As many pages watch as may watch at once, or the application is about to stop.
 */
class FullHouseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	FullHouseException() {
		super("As many pages watch as may watch at once");
	}

}
