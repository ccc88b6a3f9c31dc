package dev.understudy.sample.gateway;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Refuses what would change the answer and is not understood by every vendor. To leave it
 * aside would be another answer than the one that was asked for.
 */
final class Unsupported {

	private static final List<String> NEVER = List.of("functions", "function_call", "audio", "web_search_options");

	private Unsupported() {
	}

	static void refuse(Fields request) {
		NEVER.forEach((name) -> refuse(request.find(name) != null, name, "it is not portable"));
		Integer answers = request.count("n");
		refuse(answers != null && answers > 1, "n", "there is one answer to each request");
		refuse(request.flag("logprobs"), "logprobs", "it is not portable");
		JsonNode bias = request.find("logit_bias");
		refuse(bias != null && !(bias.isObject() && bias.isEmpty()), "logit_bias", "tokens are not portable");
		JsonNode parallel = request.find("parallel_tool_calls");
		refuse(parallel != null && !request.flag("parallel_tool_calls"), "parallel_tool_calls",
				"that there be one call at a time is not portable");
		JsonNode format = request.find("response_format");
		refuse(format != null && !"text".equals(request.object("response_format").text("type")), "response_format",
				"only text is portable");
		refuse(request.texts("modalities").stream().anyMatch((modality) -> !modality.equals("text")), "modalities",
				"only text is portable");
	}

	private static void refuse(boolean asked, String param, String why) {
		if (asked) {
			throw ApiError.unsupported(param, why).asException();
		}
	}

}
