package dev.understudy.sample.page;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a call or a model: ids, kinds and times, never what was
 * asked or answered.
 *
 * @param facts what the page is told, its type and time first
 */
record FeedEvent(@JsonValue Map<String, Object> facts) {

	FeedEvent {
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
	}

	static FeedEvent of(String type, Instant at) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("type", type);
		facts.put("at", at);
		return new FeedEvent(facts);
	}

	/** The same event with one more fact, unless that is not known. */
	FeedEvent with(String name, @Nullable Object value) {
		if (value == null) {
			return this;
		}
		Map<String, Object> more = new LinkedHashMap<>(this.facts);
		more.put(name, value);
		return new FeedEvent(more);
	}

}
