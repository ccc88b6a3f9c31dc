package dev.understudy.boot;

import java.time.Instant;

import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The properties that hold now, which a refresh replaces. Thread-safe.
 */
final class PropertiesInForce {

	private final Ticker ticker;

	private volatile Edition edition;

	PropertiesInForce(UnderstudyProperties properties, Ticker ticker) {
		this.ticker = ticker;
		this.edition = new Edition(properties, ticker.instant());
	}

	void replace(UnderstudyProperties next) {
		this.edition = new Edition(next, this.ticker.instant());
	}

	Edition edition() {
		return this.edition;
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
