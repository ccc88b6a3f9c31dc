package dev.understudy.file;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a state file says, in its first version: one JSON object that names its format,
 * with a section for standbys and perhaps others, which are kept as they are. Not
 * thread-safe.
 */
final class StateDocument {

	static final String FORMAT = "understudy-state";

	static final int VERSION = 1;

	private static final String STANDBYS = "standbys";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ObjectNode root;

	private final List<String> ignored = new ArrayList<>();

	private StateDocument(ObjectNode root) {
		this.root = root;
	}

	static StateDocument empty() {
		return new StateDocument(MAPPER.createObjectNode());
	}

	/**
	 * Reads a document.
	 * @throws UnreadableException when it is none, or one of a later version
	 */
	static StateDocument parse(byte[] json) throws UnreadableException {
		try {
			if (MAPPER.readTree(json) instanceof ObjectNode root && FORMAT.equals(text(root, "format"))) {
				JsonNode version = root.get("version");
				if (version != null && version.isInt() && version.intValue() > 0) {
					return of(root, version.intValue());
				}
			}
			throw new UnreadableException("damaged");
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new UnreadableException("damaged");
		}
	}

	/** The standbys and lifts that can be understood. */
	List<StandbyNotice> notices() {
		List<StandbyNotice> notices = new ArrayList<>();
		JsonNode models = this.root.get(STANDBYS);
		if (models != null && !models.isObject()) {
			this.ignored.add(STANDBYS);
		}
		else if (models != null) {
			models.properties().forEach((model) -> read(model.getKey(), model.getValue(), notices));
		}
		return notices;
	}

	/** The keys that could not be understood. */
	List<String> ignored() {
		return List.copyOf(this.ignored);
	}

	/** Puts other standbys in the place of those that there are. */
	void standbys(Collection<StandbyNotice> notices) {
		ObjectNode models = this.root.putObject(STANDBYS);
		for (StandbyNotice notice : notices) {
			ArrayNode of = (ArrayNode) models.get(notice.modelId());
			write((of != null) ? of : models.putArray(notice.modelId()), notice);
		}
	}

	/** Another section, nothing where there is none. */
	@Nullable JsonNode section(String name) {
		return this.root.get(name);
	}

	/** Puts another section in the place of the one that there is. */
	void section(String name, JsonNode content) {
		this.root.set(name, content);
	}

	/** The whole document, as it is to be written. */
	byte[] json(Instant written) {
		ObjectNode next = MAPPER.createObjectNode();
		next.put("format", FORMAT).put("version", VERSION).put("written", written.toString());
		JsonNode standbys = this.root.get(STANDBYS);
		next.set(STANDBYS, (standbys != null) ? standbys : MAPPER.createObjectNode());
		this.root.properties().forEach((section) -> {
			if (!next.has(section.getKey())) {
				next.set(section.getKey(), section.getValue());
			}
		});
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(next);
	}

	private static StateDocument of(ObjectNode root, int version) throws UnreadableException {
		if (version > VERSION) {
			throw new UnreadableException("version-" + version);
		}
		return new StateDocument(root);
	}

	private void read(String modelId, JsonNode said, List<StandbyNotice> notices) {
		String key = STANDBYS + "." + modelId;
		if (!said.isArray()) {
			this.ignored.add(key);
			return;
		}
		for (int i = 0; i < said.size(); i++) {
			try {
				notices.add(notice(modelId, said.get(i)));
			}
			catch (IllegalArgumentException | DateTimeParseException ex) {
				this.ignored.add(key + "[" + i + "]");
			}
		}
	}

	private static StandbyNotice notice(String modelId, JsonNode node) {
		StandbyReason reason = StandbyReason.valueOf(required(text(node, "reason")));
		JsonNode said = node.get("said");
		if (said == null || !said.canConvertToLong() || !said.isIntegralNumber()) {
			throw new IllegalArgumentException("'said' is not a number");
		}
		JsonNode lifted = node.get("lifted");
		if (lifted != null && lifted.isBoolean() && lifted.booleanValue()) {
			return StandbyNotice.lifted(modelId, said.longValue(), reason);
		}
		String until = text(node, "until");
		return StandbyNotice.stands(modelId, said.longValue(),
				new Standby(reason, Instant.parse(required(text(node, "since"))),
						(until != null) ? Instant.parse(until) : null, text(node, "note")));
	}

	private static void write(ArrayNode said, StandbyNotice notice) {
		ObjectNode node = said.addObject().put("reason", notice.reason().name()).put("said", notice.version());
		Standby standby = notice.standby();
		if (standby == null) {
			node.put("lifted", true);
			return;
		}
		node.put("since", standby.since().toString());
		if (standby.until() != null) {
			node.put("until", standby.until().toString());
		}
		if (standby.note() != null) {
			node.put("note", standby.note());
		}
	}

	/** A text, or nothing where there is none. */
	private static @Nullable String text(JsonNode node, String name) {
		JsonNode value = node.get(name);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			throw new IllegalArgumentException("'" + name + "' is not a text");
		}
		return value.stringValue();
	}

	private static String required(@Nullable String text) {
		if (text == null) {
			throw new IllegalArgumentException("a text is missing");
		}
		return text;
	}

	/**
	 * Not a document of a version that is known.
	 */
	static final class UnreadableException extends Exception {

		private static final long serialVersionUID = 1L;

		private final String what;

		UnreadableException(String what) {
			super(what);
			this.what = what;
		}

		/** One word for what it is. */
		String what() {
			return this.what;
		}

	}

}
