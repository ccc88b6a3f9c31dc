package dev.understudy.langchain4j;

/**
 * The keys under which the attributes of an answer's {@code AiMessage} tell what became
 * of the call.
 */
public final class ChatAttributes {

	/** Id of the model that answered; missing when none did. */
	public static final String MODEL = "understudy.model";

	/** The chain of the call; missing where the current model was called directly. */
	public static final String CHAIN = "understudy.chain";

	/** {@code answered}, {@code fell-back} or {@code degraded}. */
	public static final String OUTCOME = "understudy.outcome";

	/** How many attempts there were, as an {@link Integer}. */
	public static final String ATTEMPTS = "understudy.attempts";

	/** Of a degraded answer: the kind of failure, such as {@code rate-limit}. */
	public static final String KIND = "understudy.kind";

	private ChatAttributes() {
	}

}
