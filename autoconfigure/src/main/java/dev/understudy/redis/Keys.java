package dev.understudy.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.understudy.limit.CounterKey;

/**
 * What things are called in Redis. All keys of a model have one hash tag, so that a
 * cluster keeps them together; each name ends with the version of what is kept there.
 *
 * @param prefix what every name begins with
 */
record Keys(String prefix) {

	private static final String VERSION = "v1";

	/** Names the models that have standbys, and the channel on which changes are told. */
	String standbys() {
		return this.prefix + ":standbys:" + VERSION;
	}

	String standbys(String modelId) {
		return tagged(modelId) + ":standbys:" + VERSION;
	}

	String counter(CounterKey key) {
		return tagged(key.model()) + ":" + key.kind().name().toLowerCase(Locale.ROOT) + ":" + key.per() + ":"
				+ key.window().start() + ":" + VERSION;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(Object bytes) {
		return (bytes instanceof byte[] read) ? new String(read, StandardCharsets.UTF_8) : String.valueOf(bytes);
	}

	/** A brace in an id would end the tag too early. */
	private String tagged(String modelId) {
		String tag = modelId.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
		return this.prefix + ":{" + tag + "}";
	}

}
