package dev.understudy.sample.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * Turns the messages of one request into those that every client understands. Only text
 * is taken: pictures would have to be fetched from wherever a stranger says.
 */
final class Conversation {

	private static final String CONTENT = "content";

	private final Json json;

	private final List<Message> messages = new ArrayList<>();

	/** Results of tools that belong together. */
	private final List<ToolResponse> results = new ArrayList<>();

	/** Names of tools by the ids of their calls: a result tells only the id. */
	private final Map<String, String> tools = new HashMap<>();

	Conversation(Json json) {
		this.json = json;
	}

	List<Message> of(List<Fields> said) {
		for (Fields message : said) {
			String role = message.requireText("role");
			if (!role.equals("tool")) {
				endResults();
			}
			switch (role) {
				case "system", "developer" -> this.messages.add(new SystemMessage(content(message)));
				case "user" -> this.messages.add(new UserMessage(content(message)));
				case "assistant" -> this.messages.add(assistant(message));
				case "tool" -> this.results.add(result(message));
				default -> throw Fields.wrongValue(message.path("role"),
						"one of 'system', 'developer', 'user', 'assistant' and 'tool'");
			}
		}
		endResults();
		return this.messages;
	}

	private AssistantMessage assistant(Fields message) {
		List<ToolCall> calls = message.objects("tool_calls").stream().map(this::call).toList();
		boolean silent = message.find(CONTENT) == null && !calls.isEmpty();
		return AssistantMessage.builder().content(silent ? "" : content(message)).toolCalls(calls).build();
	}

	private ToolCall call(Fields call) {
		Fields function = call.object("function");
		String id = call.requireText("id");
		String name = Tools.name(function);
		String arguments = function.requireText("arguments");
		this.tools.put(id, name);
		// A model may have written anything, and some clients need an object.
		return new ToolCall(id, "function", name, this.json.isObject(arguments) ? arguments : "{}");
	}

	private ToolResponse result(Fields message) {
		String id = message.requireText("tool_call_id");
		String name = this.tools.get(id);
		if (name == null) {
			throw Fields.wrongValue(message.path("tool_call_id"), "the id of a tool call in a message before");
		}
		return new ToolResponse(id, name, content(message));
	}

	private void endResults() {
		if (!this.results.isEmpty()) {
			this.messages.add(ToolResponseMessage.builder().responses(List.copyOf(this.results)).build());
			this.results.clear();
		}
	}

	private static String content(Fields message) {
		JsonNode content = message.require(CONTENT);
		if (content.isString()) {
			return message.requireText(CONTENT);
		}
		if (!content.isArray()) {
			throw Fields.wrongType(message.path(CONTENT), "a string or an array of parts");
		}
		return String.join("\n", message.objects(CONTENT).stream().map(Conversation::part).toList());
	}

	private static String part(Fields part) {
		if (!part.requireText("type").equals("text")) {
			throw ApiError.unsupported(part.path("type"), "only text is portable").asException();
		}
		return part.requireText("text");
	}

}
