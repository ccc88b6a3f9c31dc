package dev.understudy.sample.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the tools that a client offers. They are told to the models and run by nobody
 * here.
 */
final class Tools {

	private static final int MOST = 128;

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

	private final Json json;

	Tools(Json json) {
		this.json = json;
	}

	@Nullable List<ToolCallback> of(Fields request) {
		List<Fields> offered = request.objects("tools");
		if (offered.size() > MOST) {
			throw Fields.wrongValue("tools", "an array of at most " + MOST + " tools");
		}
		List<ToolCallback> tools = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (Fields tool : offered) {
			ToolDefinition definition = definition(tool);
			if (!names.add(definition.name())) {
				throw Fields.wrongValue(tool.path("function.name"), "a name that no other tool has");
			}
			tools.add(new ClientTool(definition));
		}
		return (refused(request) || tools.isEmpty()) ? null : tools;
	}

	static String name(Fields function) {
		String name = function.requireText("name");
		if (!NAME.matcher(name).matches()) {
			throw Fields.wrongValue(function.path("name"), "1 to 64 letters, digits, dashes and underscores");
		}
		return name;
	}

	private ToolDefinition definition(Fields tool) {
		if (!tool.requireText("type").equals("function")) {
			throw ApiError.unsupported(tool.path("type"), "only functions are portable").asException();
		}
		Fields function = tool.object("function");
		String description = function.text("description");
		return ToolDefinition.builder()
			.name(name(function))
			.description((description != null) ? description : "")
			.inputSchema(schema(function))
			.build();
	}

	private String schema(Fields function) {
		JsonNode parameters = function.find("parameters");
		if (parameters == null) {
			return this.json.object().put("type", "object").set("properties", this.json.object()).toString();
		}
		String schema = function.object("parameters").object().toString();
		if (!UTF_8.newEncoder().canEncode(schema)) {
			throw Fields.wrongValue(function.path("parameters"), "made of whole Unicode characters");
		}
		return schema;
	}

	/** That a tool must be called is not portable, that none may be is to offer none. */
	private static boolean refused(Fields request) {
		JsonNode choice = request.find("tool_choice");
		if (choice == null || (choice.isString() && choice.stringValue().equals("auto"))) {
			return false;
		}
		if (choice.isString() && choice.stringValue().equals("none")) {
			return true;
		}
		throw ApiError.unsupported("tool_choice", "only 'auto' and 'none' are portable").asException();
	}

	/** A tool that the client of the gateway runs itself. */
	private record ClientTool(ToolDefinition definition) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return this.definition;
		}

		@Override
		public String call(String input) {
			throw new UnsupportedOperationException("Tools of a client run nowhere else");
		}

	}

}
