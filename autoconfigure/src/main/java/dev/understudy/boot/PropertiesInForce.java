package dev.understudy.boot;

import java.time.Instant;

import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The properties that hold now, which a refresh replaces. Thread-safe.
 */
final class PropertiesInForce {

	private static final String PROMPT = "Say OK";

	private final Ticker ticker;

	private volatile Edition edition;

	PropertiesInForce(UnderstudyProperties properties, Ticker ticker) {
		this.ticker = ticker;
		this.edition = new Edition(properties, ticker.instant());
	}

	/** Returns what held until now. */
	Edition replace(UnderstudyProperties next) {
		Edition last = this.edition;
		this.edition = new Edition(next, this.ticker.instant());
		return last;
	}

	/** Puts back what held before. */
	void restore(Edition last) {
		this.edition = last;
	}

	Edition edition() {
		return this.edition;
	}

	/** What a model is asked by a probe. */
	String prompt(String modelId) {
		return prompt(this.edition.properties(), modelId);
	}

	static String prompt(UnderstudyProperties properties, String modelId) {
		ModelProperties model = properties.models().get(modelId);
		String own = (model != null) ? model.health().probe().prompt() : null;
		return Given.or(own, Given.or(properties.health().probe().prompt(), PROMPT));
	}

	/** The bean that is to be a model's client, {@code null} when nobody said. */
	@Nullable String client(String modelId) {
		return this.edition.properties().client(modelId);
	}

	/**
	 * Properties and when they were put in force.
	 */
	record Edition(UnderstudyProperties properties, Instant since) {

	}

}
