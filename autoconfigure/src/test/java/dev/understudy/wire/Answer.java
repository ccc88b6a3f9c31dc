package dev.understudy.wire;

import java.util.List;

/**
 * What a model says.
 *
 * @param pieces the text, as a stream is to bring it
 * @param toolCalls the tools it wants called
 * @param finish why it stops
 * @param inputTokens the tokens of the prompt
 * @param outputTokens the tokens of the answer
 */
public record Answer(List<String> pieces, List<ToolCall> toolCalls, Finish finish, int inputTokens, int outputTokens) {

	public Answer {
		pieces = List.copyOf(pieces);
		toolCalls = List.copyOf(toolCalls);
	}

	public static Answer of(String... pieces) {
		return new Answer(List.of(pieces), List.of(), Finish.STOP, 11, 7);
	}

	public Answer withToolCalls(ToolCall... calls) {
		return new Answer(this.pieces, List.of(calls), Finish.TOOL_CALLS, this.inputTokens, this.outputTokens);
	}

	public Answer withTokens(int input, int output) {
		return new Answer(this.pieces, this.toolCalls, this.finish, input, output);
	}

	public Answer withFinish(Finish reason) {
		return new Answer(this.pieces, this.toolCalls, reason, this.inputTokens, this.outputTokens);
	}

	public String text() {
		return String.join("", this.pieces);
	}

	Answer withoutContent() {
		return new Answer(List.of(), List.of(), Finish.STOP, this.inputTokens, 0);
	}

	/**
	 * Why a model stops.
	 */
	public enum Finish {

		/** It has said everything. */
		STOP,

		/** It has used up its tokens. */
		LENGTH,

		/** It waits for tools. */
		TOOL_CALLS,

		/** A filter has stopped it. */
		FILTERED

	}

	/**
	 * A call of a tool.
	 *
	 * @param id tells it from others
	 * @param name the tool
	 * @param arguments as a JSON object
	 */
	public record ToolCall(String id, String name, String arguments) {
	}

}
