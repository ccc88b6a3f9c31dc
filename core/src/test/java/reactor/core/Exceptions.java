package reactor.core;

public final class Exceptions {

	private Exceptions() {
	}

	public static RuntimeException propagate(Throwable cause) {
		return new ReactiveException(cause);
	}

	public static RuntimeException bubble() {
		return new BubblingException();
	}

	static class BubblingException extends RuntimeException {

	}

	static class ReactiveException extends RuntimeException {

		ReactiveException(Throwable cause) {
			super(cause);
		}

	}

}
