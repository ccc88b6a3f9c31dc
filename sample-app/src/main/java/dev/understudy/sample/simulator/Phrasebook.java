package dev.understudy.sample.simulator;

import java.util.List;
import java.util.Locale;

/**
 * Knows all that the simulated models know.
 */
final class Phrasebook {

	private static final List<Phrase> PHRASES = List.of(new Phrase("topic and urgency", "delivery, high"),
			new Phrase("parcel", "Your parcel is on its way and arrives tomorrow."),
			new Phrase("return", "You can return it within 30 days, free of charge."),
			new Phrase("open", "We are open from 9 to 18, Monday to Saturday."),
			new Phrase("hello", "Hello, how can I help?"));

	private Phrasebook() {
	}

	static String answer(String model, String prompt) {
		String asked = prompt.toLowerCase(Locale.ROOT);
		return PHRASES.stream()
			.filter((phrase) -> asked.contains(phrase.about()))
			.map(Phrase::answer)
			.findFirst()
			.orElse("That is a good question, says " + model + ".");
	}

	private record Phrase(String about, String answer) {

	}

}
