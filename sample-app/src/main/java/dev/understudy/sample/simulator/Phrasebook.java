package dev.understudy.sample.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.understudy.sample.simulator.dialect.Asked;

/**
 * Knows all that the simulated models know.
 */
final class Phrasebook {

	private static final String UNKNOWN = """
			That is a good question, and not one I have a page for. In short: it depends. There are usually two \
			sides to it, and the honest answer lies on the third. Think of what you want to be true a year from \
			now, take the smallest step in that direction that can be undone, and look again.""";

	private static final int LONGEST_QUOTE = 120;

	/** A word with the white space before it. */
	private static final Pattern TOKEN = Pattern.compile("\\s*\\S+|\\s+$");

	private Phrasebook() {
	}

	/** What a model says, as the tokens in which it says it. */
	static List<String> answer(String model, Asked asked) {
		String question = asked.question();
		return tokens(asked.schema()
			.map((schema) -> FilledSchema.text(schema, question, sentence(question)))
			.orElseGet(() -> text(model, question)));
	}

	private static String sentence(String question) {
		return Topic.of(question).map(Topic::text).orElse(UNKNOWN).split("(?<=\\.) ", 2)[0];
	}

	private static String text(String model, String question) {
		Optional<Topic> topic = Topic.of(question);
		String text = topic.map(Topic::text).orElse(UNKNOWN);
		return topic.filter(Topic.PROBE::equals).isPresent() ? text
				: text + " You asked " + model + ": \"" + quote(question) + "\"";
	}

	private static String quote(String question) {
		String line = question.replaceAll("\\s+", " ");
		if (line.length() <= LONGEST_QUOTE) {
			return line;
		}
		int end = line.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, line.codePointCount(0, line.length())));
		return line.substring(0, end) + "…";
	}

	private static List<String> tokens(String text) {
		List<String> tokens = new ArrayList<>();
		TOKEN.matcher(text).results().forEach((token) -> tokens.add(token.group()));
		return tokens;
	}

}
