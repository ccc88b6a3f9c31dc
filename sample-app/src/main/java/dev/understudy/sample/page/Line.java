package dev.understudy.sample.page;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody says on the page.
 *
 * @param chain the chain that is to answer
 * @param message what is said
 * @param conversation what it belongs to, {@code null} when it stands alone
 */
record Line(String chain, String message, @Nullable String conversation) {

	private static final int LONGEST_MESSAGE = 4_000;

	private static final int LONGEST_NAME = 100;

	private static final Pattern CONVERSATION = Pattern.compile("[A-Za-z0-9-]{1,64}");

	static Line of(JsonNode body) {
		if (!body.isObject()) {
			throw new BadLineException("body", "must be a JSON object with 'chain' and 'message'");
		}
		String chain = text(body, "chain", LONGEST_NAME);
		String message = text(body, "message", LONGEST_MESSAGE);
		if (chain == null || message == null) {
			throw new BadLineException((chain == null) ? "chain" : "message", "is missing");
		}
		String conversation = text(body, "conversation", LONGEST_NAME);
		if (conversation != null && !CONVERSATION.matcher(conversation).matches()) {
			throw new BadLineException("conversation", "must have 1 to 64 letters, digits or dashes");
		}
		return new Line(chain, message, conversation);
	}

	/** Returns {@code null} for a field that is not there. */
	private static @Nullable String text(JsonNode body, String field, int longest) {
		JsonNode node = body.get(field);
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.isString()) {
			throw new BadLineException(field, "must be a text");
		}
		String text = node.stringValue();
		if (text.isBlank() || text.length() > longest) {
			throw new BadLineException(field, "must have 1 to " + longest + " characters that are not all blank");
		}
		return text;
	}

}
