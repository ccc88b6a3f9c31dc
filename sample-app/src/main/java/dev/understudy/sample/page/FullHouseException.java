package dev.understudy.sample.page;

/**
 * As many pages watch or chat as may do so at once, or the application is about to stop.
 */
class FullHouseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	FullHouseException(String message) {
		super(message);
	}

}
