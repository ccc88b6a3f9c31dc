package dev.understudy;

/**
 * Wraps a checked exception that a {@link ModelCall} threw and that does not fall back.
 * Unchecked ones reach the caller of {@link ModelRouter} as they are.
 */
public class ModelCallException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ModelCallException(Throwable cause) {
		super("The model call failed with " + cause.getClass().getName(), cause);
	}

	/**
	 * What reaches a caller whose signature admits no checked exception.
	 * @param thrown what was thrown
	 * @return itself when it is unchecked, else an exception around it
	 */
	public static RuntimeException unchecked(Exception thrown) {
		return (thrown instanceof RuntimeException unchecked) ? unchecked : new ModelCallException(thrown);
	}

}
