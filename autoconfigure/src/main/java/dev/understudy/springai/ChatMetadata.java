package dev.understudy.springai;

/**
 * The keys under which a response's metadata tells what became of the call.
 */
public final class ChatMetadata {

	/** Id of the model that answered; missing when none did. Also on each message. */
	public static final String MODEL = "understudy.model";

	/** The chain of the call; missing where the current model was called directly. */
	public static final String CHAIN = "understudy.chain";

	/**
	 * {@code answered}, {@code fell-back} or {@code degraded}; the last also on the
	 * message.
	 */
	public static final String OUTCOME = "understudy.outcome";

	/** How many attempts there were, as an {@link Integer}. */
	public static final String ATTEMPTS = "understudy.attempts";

	/**
	 * Of a degraded answer and its message: the kind of failure, such as
	 * {@code rate-limit}.
	 */
	public static final String KIND = "understudy.kind";

	private ChatMetadata() {
	}

}
