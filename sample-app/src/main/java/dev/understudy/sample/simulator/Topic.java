package dev.understudy.sample.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the simulated models know something about.
 */
enum Topic {

	/** Asked by health checks. */
	PROBE(List.of("say ok"), "OK."),

	STORY(List.of("story", "tale"), """
			Once upon a time there was a theatre whose lead had never missed a night. Behind the curtain, \
			in the third row of chairs, sat the understudy, who knew every line and had never said one of \
			them aloud. Then came the evening on which the lead lost her voice. The audience was seated, \
			the orchestra had tuned, and the director looked around. The understudy put down her tea, \
			stepped into the light and began in the middle of the sentence. Nobody left, and few noticed. \
			When the lead came back the next week, she found a card in her dressing room. It said: I kept \
			it warm. They lived happily ever after, and took turns on Sundays."""),

	CODE(List.of("code", "java", "function", "sort", "bug"), """
			Here is a way to do it, with nothing but the JDK:

			List<String> sorted = names.stream()
			    .filter(name -> !name.isBlank())
			    .sorted(Comparator.comparingInt(String::length))
			    .toList();

			The stream leaves your list as it is and gives you a new one, which cannot be changed. Blank \
			names are dropped first, so that the comparator never sees them. For a million names it takes \
			well under a second; if you need it often, sort once and keep the result."""),

	RETURNS(List.of("return", "refund", "send back", "exchange"), """
			You can return it within 30 days, free of charge. Print the label that you find in your order, \
			put it on the parcel and hand it in at any pick-up point. The money is back on your account \
			two or three days after we have it. Shoes may have been tried on, but please not on the \
			street; we look at them before we pay."""),

	PAYMENT(List.of("pay", "invoice", "card", "price"), """
			You can pay by card, by invoice or in advance. Cards are charged when the parcel leaves us, \
			invoices are due after 14 days, and nobody pays for the carrier above 40 euros. If a payment \
			has failed, nothing is lost: your basket waits for a week, and you may try again with \
			another card."""),

	DELIVERY(List.of("parcel", "package", "deliver", "shipping", "tracking"), """
			Your parcel is on its way and arrives tomorrow. It left our warehouse this morning, and the \
			carrier will announce the hour by message. If nobody is at home, a neighbour may take it, or \
			it waits for a week at the pick-up point around the corner. The tracking link is in your \
			order, under "Deliveries"."""),

	OPENING_HOURS(List.of("open", "close", "hours", "saturday"), """
			We are open from 9 to 18, Monday to Saturday. On the days before holidays we close at noon, \
			and on Sundays the doors stay shut, but the web shop never sleeps. It is calmest before ten \
			in the morning; the coffee is best then, too."""),

	GREETING(List.of("hello", "good morning", "hi there"), """
			Hello, how can I help? Ask me about parcels, returns, payments or opening hours, let me tell \
			you a story, or have me write a little code. I am not a real model, so whatever I say comes \
			out of a phrasebook, but it travels like the real thing: word by word, over HTTP.""");

	private final List<String> words;

	private final String text;

	Topic(List<String> words, String text) {
		this.words = words;
		this.text = text;
	}

	/** What a question is about; empty when nothing is known of it. */
	static Optional<Topic> of(String question) {
		String asked = question.toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter((topic) -> topic.words.stream().anyMatch(asked::contains)).findFirst();
	}

	String text() {
		return this.text;
	}

}
