package dev.understudy.sample.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Turns the pieces of one answer into events. The end is told only when the stream has
 * come to it, so that no half answer looks like a whole one.
 */
final class Chunks {

	private static final String DONE = "[DONE]";

	private final Envelope envelope;

	private final boolean withUsage;

	private final Consumer<Report> beginning;

	private @Nullable Report report;

	private @Nullable ChatResponse silent;

	private String finish = Said.STOP;

	private int calls;

	private int inputTokens;

	private int outputTokens;

	/**
	 * Prepares for a stream.
	 * @param envelope what its events have in common
	 * @param withUsage whether it ends with the tokens used
	 * @param beginning told once, before the first event
	 */
	Chunks(Envelope envelope, boolean withUsage, Consumer<Report> beginning) {
		this.envelope = envelope;
		this.withUsage = withUsage;
		this.beginning = beginning;
	}

	/** Reads a piece, and tells it unless it says nothing. */
	void read(ChatResponse piece, SynchronousSink<String> sink) {
		Said said = Said.by(piece);
		this.finish = Objects.requireNonNullElse(said.finish(), this.finish);
		// Vendors tell the tokens so far, some of them more than once.
		this.inputTokens = Math.max(this.inputTokens, said.inputTokens());
		this.outputTokens = Math.max(this.outputTokens, said.outputTokens());
		if (!said.isSilent()) {
			sink.next(chunk(said, piece));
		}
		else {
			this.silent = piece;
		}
	}

	boolean hasBegun() {
		return this.report != null;
	}

	/** The events of a stream that has come to its end. */
	List<String> end() {
		List<String> events = new ArrayList<>();
		if (this.report == null) {
			// Somebody has answered, with nothing that can be told here.
			ChatResponse piece = Objects.requireNonNull(this.silent);
			events.add(chunk(Said.by(piece), piece));
		}
		Report told = Objects.requireNonNull(this.report);
		ObjectNode last = this.envelope.chunk(told);
		choice(last).put("finish_reason", (this.calls > 0) ? Said.TOOL_CALLS : this.finish).putObject("delta");
		events.add(finished(last).toString());
		if (this.withUsage) {
			ObjectNode usage = this.envelope.chunk(told);
			usage.putArray("choices");
			events.add(usage.set("usage", this.envelope.usage(told, this.inputTokens, this.outputTokens)).toString());
		}
		events.add(DONE);
		return events;
	}

	private String chunk(Said said, ChatResponse piece) {
		Report told = this.report;
		boolean first = told == null;
		if (told == null) {
			told = Report.of(piece);
			this.report = told;
			this.beginning.accept(told);
		}
		ObjectNode chunk = this.envelope.chunk(told);
		ObjectNode choice = choice(chunk);
		ObjectNode delta = choice.putObject("delta");
		if (first) {
			delta.put("role", "assistant");
		}
		if (!said.text().isEmpty()) {
			delta.put("content", said.text());
		}
		if (!said.calls().isEmpty()) {
			write(said, delta.putArray("tool_calls"));
		}
		choice.putNull("finish_reason");
		if (first) {
			chunk.set("understudy", told.json(this.envelope.json()));
		}
		return finished(chunk).toString();
	}

	private void write(Said said, ArrayNode target) {
		Envelope.write(said.calls(), target);
		for (JsonNode call : target) {
			((ObjectNode) call).put("index", this.calls++);
		}
	}

	private static ObjectNode choice(ObjectNode chunk) {
		return chunk.putArray("choices").addObject().put("index", 0);
	}

	private ObjectNode finished(ObjectNode chunk) {
		return this.withUsage ? chunk.putNull("usage") : chunk;
	}

}
