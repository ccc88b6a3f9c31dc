package dev.understudy.sample.gateway;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is taken over from a request, and what is refused by its name.
 */
class CompletionReaderTests {

	private static final String HELLO = "\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]";

	private static final String TOOL = "{\"type\": \"function\", \"function\": {\"name\": \"time\"}}";

	private final Json json = new Json();

	@Test
	void messagesOfAllRolesAreTakenOver() {
		List<Message> messages = read("""
				{"model": "gpt", "messages": [{"role": "system", "content": "Be kind"},
				{"role": "developer", "content": "Be brief"}, {"role": "user", "content": "Hello", "name": "ada"},
				{"role": "assistant", "content": "Hi"},
				{"role": "user", "content": [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]}]}
				""").prompt().getInstructions();
		assertThat(messages).extracting(Message::getMessageType)
			.containsExactly(MessageType.SYSTEM, MessageType.SYSTEM, MessageType.USER, MessageType.ASSISTANT,
					MessageType.USER);
		assertThat(messages).extracting(Message::getText)
			.containsExactly("Be kind", "Be brief", "Hello", "Hi", "one\ntwo");
	}

	@Test
	void portableOptionsAreTakenOver() {
		ChatOptions options = read("{\"model\": \"gpt\", " + HELLO + """
				, "temperature": 0.5, "top_p": 0.9, "max_tokens": 100, "max_completion_tokens": 50,
				"stop": ["END", "\\n\\n"], "presence_penalty": -1, "frequency_penalty": 2, "user": "ada", "seed": 7}
				""").prompt().getOptions();
		assertThat(options.getTemperature()).isEqualTo(0.5);
		assertThat(options.getTopP()).isEqualTo(0.9);
		assertThat(options.getMaxTokens()).isEqualTo(50);
		assertThat(options.getStopSequences()).containsExactly("END", "\n\n");
		assertThat(options.getPresencePenalty()).isEqualTo(-1);
		assertThat(options.getFrequencyPenalty()).isEqualTo(2);
		assertThat(options.getModel()).isNull();
	}

	@Test
	void whatIsNotAskedForIsNotSet() {
		CompletionRequest request = read("{\"model\": \"gpt\", \"stop\": null, \"tools\": null, " + HELLO + "}");
		ToolCallingChatOptions options = (ToolCallingChatOptions) request.prompt().getOptions();
		assertThat(options.getTemperature()).isNull();
		assertThat(options.getMaxTokens()).isNull();
		assertThat(options.getStopSequences()).isNull();
		assertThat(options.getToolCallbacks()).isNull();
		assertThat(request.streams()).isFalse();
		assertThat(request.withUsage()).isFalse();
		assertThat(request.models()).isEmpty();
	}

	@Test
	void streamAndUsageAreRead() {
		CompletionRequest request = read("{\"models\": [\"gpt\", \"claude\"], \"stream\": true, "
				+ "\"stream_options\": {\"include_usage\": true}, \"stop\": \"END\", " + HELLO + "}");
		assertThat(request.model()).isNull();
		assertThat(request.models()).containsExactly("gpt", "claude");
		assertThat(request.streams()).isTrue();
		assertThat(request.withUsage()).isTrue();
		assertThat(request.prompt().getOptions().getStopSequences()).containsExactly("END");
	}

	@Test
	void toolsAreToldAndRunByNobody() {
		ToolCallingChatOptions options = (ToolCallingChatOptions) read(
				"""
						{"model": "gpt", "tool_choice": "auto", "tools": [{"type": "function", "function": {"name": "get_time",
						"description": "The time", "parameters": {"type": "object", "properties": {"zone": {"type": "string"}}}}},
						{"type": "function", "function": {"name": "now"}}], %s}
						"""
					.formatted(HELLO))
			.prompt()
			.getOptions();
		assertThat(options.getToolCallbacks()).extracting((tool) -> tool.getToolDefinition().name())
			.containsExactly("get_time", "now");
		assertThat(options.getToolCallbacks().get(0).getToolDefinition().description()).isEqualTo("The time");
		assertThat(options.getToolCallbacks().get(0).getToolDefinition().inputSchema()).contains("\"zone\"");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> options.getToolCallbacks().get(0).call("{}"));
	}

	@Test
	void toolsThatMustNotBeCalledAreNotTold() {
		ToolCallingChatOptions options = (ToolCallingChatOptions) read(
				"{\"model\": \"gpt\", \"tool_choice\": \"none\", \"tools\": [" + TOOL + "], " + HELLO + "}")
			.prompt()
			.getOptions();
		assertThat(options.getToolCallbacks()).isNull();
	}

	@Test
	void resultsOfToolsFindTheirNames() {
		List<Message> messages = read("""
				{"model": "gpt", "messages": [{"role": "user", "content": "What time is it?"},
				{"role": "assistant", "content": null, "tool_calls": [
				{"id": "a", "type": "function", "function": {"name": "time", "arguments": "{\\"zone\\": \\"UTC\\"}"}},
				{"id": "b", "type": "function", "function": {"name": "date", "arguments": "{}"}}]},
				{"role": "tool", "tool_call_id": "b", "content": "Monday"},
				{"role": "tool", "tool_call_id": "a", "content": "noon"}, {"role": "user", "content": "Thanks"}]}
				""").prompt().getInstructions();
		assertThat(messages).hasSize(4);
		assertThat(((AssistantMessage) messages.get(1)).getToolCalls()).extracting(AssistantMessage.ToolCall::name)
			.containsExactly("time", "date");
		assertThat(((ToolResponseMessage) messages.get(2)).getResponses()).containsExactly(
				new ToolResponseMessage.ToolResponse("b", "date", "Monday"),
				new ToolResponseMessage.ToolResponse("a", "time", "noon"));
	}

	/** What a model has written is not the caller's mistake. */
	@ParameterizedTest
	@ValueSource(strings = { "", " ", "no", "[]", "null", "7", "{", "{} {}", "{'zone': 1}" })
	void argumentsThatAreNoObjectAreAnEmptyOne(String arguments) {
		List<Message> messages = read("""
				{"model": "gpt", "messages": [{"role": "assistant", "tool_calls": [
				{"id": "a", "type": "function", "function": {"name": "time", "arguments": "%s"}}]},
				{"role": "tool", "tool_call_id": "a", "content": "noon"}]}
				""".formatted(arguments)).prompt().getInstructions();
		assertThat(((AssistantMessage) messages.get(0)).getToolCalls()).extracting(AssistantMessage.ToolCall::arguments)
			.containsExactly("{}");
	}

	/** What would change the answer and is not portable, each by its name. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			n                     | "n": 2
			functions             | "functions": []
			function_call         | "function_call": "auto"
			audio                 | "audio": {}
			logprobs              | "logprobs": true
			logit_bias            | "logit_bias": {"50256": -100}
			web_search_options    | "web_search_options": {}
			temperature           | "temperature": 1.5
			response_format       | "response_format": {"type": "json_object"}
			modalities            | "modalities": ["text", "audio"]
			tool_choice           | "tools": [], "tool_choice": "required"
			parallel_tool_calls   | "parallel_tool_calls": false
			tools[0].type         | "tools": [{"type": "web_search"}]
			""")
	void whatIsNotPortableIsRefused(String param, String fields) {
		assertRefused("{\"model\": \"gpt\", " + fields + ", " + HELLO + "}", "unsupported_parameter", param);
	}

	@Test
	void whatMeansTheUsualIsNotRefused() {
		assertThat(read(
				"{\"model\": \"gpt\", \"n\": 1, \"temperature\": 1, \"logit_bias\": {}, \"logprobs\": false, \"parallel_tool_calls\": true, "
						+ "\"response_format\": {\"type\": \"text\"}, \"modalities\": [\"text\"], \"store\": false, "
						+ "\"metadata\": {\"a\": [1, {\"b\": null}]}, " + HELLO + "}")
			.model()).isEqualTo("gpt");
	}

	/** Every field with a wrong type or value, each by its path. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					invalid_type  | temperature                              | "temperature": "hot"
					invalid_value | temperature                              | "temperature": -0.1
					invalid_value | temperature                              | "temperature": 1e400
					invalid_value | temperature                              | "temperature": 99999999999999999999999999999999
					invalid_value | top_p                                    | "top_p": 1.01
					invalid_type  | top_p                                    | "top_p": [1]
					invalid_type  | max_tokens                               | "max_tokens": 1.5
					invalid_value | max_tokens                               | "max_tokens": 0
					invalid_value | max_tokens                               | "max_tokens": -5
					invalid_value | max_completion_tokens                    | "max_completion_tokens": 99999999999
					invalid_type  | max_completion_tokens                    | "max_completion_tokens": {}
					invalid_value | presence_penalty                         | "presence_penalty": -2.5
					invalid_type  | frequency_penalty                        | "frequency_penalty": true
					invalid_type  | stop                                     | "stop": 5
					invalid_type  | stop[1]                                  | "stop": ["a", 5]
					invalid_value | stop                                     | "stop": []
					invalid_value | stop                                     | "stop": ["a", "b", "c", "d", "e"]
					invalid_value | stop                                     | "stop": ""
					invalid_type  | stream                                   | "stream": "true"
					invalid_type  | stream                                   | "stream": 1
					invalid_type  | stream_options                           | "stream_options": true
					invalid_type  | stream_options.include_usage             | "stream_options": {"include_usage": "yes"}
					invalid_type  | models                                   | "models": "gpt"
					invalid_type  | models[0]                                | "models": [7]
					invalid_type  | models[0]                                | "models": [null]
					invalid_type  | n                                        | "n": "1"
					invalid_value | n                                        | "n": 0
					invalid_value | n                                        | "n": -1
					invalid_type  | logprobs                                 | "logprobs": 5
					invalid_type  | response_format                          | "response_format": "text"
					invalid_type  | modalities                               | "modalities": "text"
					invalid_type  | tools                                    | "tools": {}
					invalid_type  | tools[0]                                 | "tools": [1]
					missing_required_parameter | tools[0].type               | "tools": [{}]
					missing_required_parameter | tools[0].function           | "tools": [{"type": "function"}]
					missing_required_parameter | tools[0].function.name      | "tools": [{"type": "function", "function": {}}]
					invalid_value | tools[0].function.name                   | "tools": [{"type": "function", "function": {"name": "a b"}}]
					invalid_value | tools[0].function.name                   | "tools": [{"type": "function", "function": {"name": "a\\r\\nb"}}]
					invalid_type  | tools[0].function.parameters             | "tools": [{"type": "function", "function": {"name": "a", "parameters": "{}"}}]
					invalid_value | tools[1].function.name                   | "tools": [{"type": "function", "function": {"name": "a"}}, {"type": "function", "function": {"name": "a"}}]
					""")
	void wrongOptionIsNamed(String code, String param, String fields) {
		assertRefused("{\"model\": \"gpt\", " + fields + ", " + HELLO + "}", code, param);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					invalid_type               | messages                      | {}
					invalid_type               | messages                      | "Hello"
					invalid_value              | messages                      | []
					invalid_type               | messages[0]                   | [1]
					invalid_type               | messages[1]                   | [{"role": "user", "content": "a"}, null]
					missing_required_parameter | messages[0].role              | [{"content": "a"}]
					invalid_type               | messages[0].role              | [{"role": 1, "content": "a"}]
					invalid_value              | messages[0].role              | [{"role": "root", "content": "a"}]
					invalid_value              | messages[0].role              | [{"role": "function", "content": "a"}]
					missing_required_parameter | messages[0].content           | [{"role": "user"}]
					missing_required_parameter | messages[0].content           | [{"role": "user", "content": null}]
					missing_required_parameter | messages[0].content           | [{"role": "assistant"}]
					invalid_type               | messages[0].content           | [{"role": "user", "content": 7}]
					invalid_type               | messages[0].content           | [{"role": "user", "content": {"type": "text"}}]
					invalid_type               | messages[0].content[0]        | [{"role": "user", "content": ["a"]}]
					missing_required_parameter | messages[0].content[0].type   | [{"role": "user", "content": [{"text": "a"}]}]
					missing_required_parameter | messages[0].content[0].text   | [{"role": "user", "content": [{"type": "text"}]}]
					unsupported_parameter      | messages[0].content[0].type   | [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://169.254.169.254/"}}]}]
					invalid_value              | messages[0].content           | [{"role": "user", "content": "\\ud800"}]
					invalid_value              | messages[0].content           | [{"role": "user", "content": "\\udc00\\ud800"}]
					missing_required_parameter | messages[0].tool_call_id      | [{"role": "tool", "content": "a"}]
					invalid_value              | messages[0].tool_call_id      | [{"role": "tool", "tool_call_id": "x", "content": "a"}]
					invalid_type               | messages[0].tool_calls        | [{"role": "assistant", "content": "a", "tool_calls": "x"}]
					missing_required_parameter | messages[0].tool_calls[0].function | [{"role": "assistant", "tool_calls": [{"id": "x"}]}]
					missing_required_parameter | messages[0].tool_calls[0].function.arguments | [{"role": "assistant", "tool_calls": [{"id": "x", "function": {"name": "a"}}]}]
					invalid_type               | messages[0].tool_calls[0].function.arguments | [{"role": "assistant", "tool_calls": [{"id": "x", "function": {"name": "a", "arguments": {}}}]}]
					""")
	void wrongMessageIsNamed(String code, String param, String messages) {
		assertRefused("{\"model\": \"gpt\", \"messages\": " + messages + "}", code, param);
	}

	@Test
	void missingModelAndMessagesAreNamed() {
		assertRefused("{" + HELLO + "}", "missing_required_parameter", "model");
		assertRefused("{\"model\": 7, " + HELLO + "}", "invalid_type", "model");
		assertRefused("{\"model\": \"gpt\"}", "missing_required_parameter", "messages");
	}

	private void assertRefused(String body, String code, String param) {
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> read(body)).satisfies((ex) -> {
			assertThat(ex.error().param()).isEqualTo(param);
			assertThat(ex.error().code()).isEqualTo(code);
			assertThat(ex.error().status()).isEqualTo(400);
			assertThat(ex.error().message()).contains(param);
		});
	}

	private CompletionRequest read(String body) {
		return new CompletionReader(this.json, 10).read(this.json.body(body.getBytes(UTF_8)));
	}

}
