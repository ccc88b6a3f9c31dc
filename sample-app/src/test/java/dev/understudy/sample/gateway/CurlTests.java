package dev.understudy.sample.gateway;

import dev.understudy.sample.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway's streams on the command line, under every fault of the simulator.
 */
@RunningGateway
class CurlTests {

	private static final String MESSAGES = "\"messages\": [{\"role\": \"user\", \"content\": \"How are things?\"}]";

	@LocalServerPort
	private int port;

	@Autowired
	private Props props;

	@BeforeEach
	void reset() {
		this.props.reset();
	}

	@AfterEach
	void mend() {
		this.props.reset();
	}

	@Test
	void streamIsEventsAndEndsWithItsMark() {
		Transcript heard = stream("support");
		assertThat(heard.status()).isEqualTo(200);
		assertThat(heard.header("Content-Type")).startsWith("text/event-stream");
		assertThat(heard.header("X-Understudy-Chain")).isEqualTo("support");
		assertThat(heard.header("X-Understudy-Model")).isEqualTo("gpt");
		assertThat(heard.header("X-Understudy-Outcome")).isEqualTo("answered");
		assertThat(heard.header("X-Understudy-Attempts")).isEqualTo("1");
		assertThat(heard.done()).isTrue();
		assertThat(heard.text()).endsWith("You asked gpt: \"How are things?\"");
		JsonNode first = heard.chunks().get(0);
		assertThat(first.at("/object").asString()).isEqualTo("chat.completion.chunk");
		assertThat(first.at("/choices/0/delta/role").asString()).isEqualTo("assistant");
		assertThat(first.at("/choices/0/finish_reason").isNull()).isTrue();
		assertThat(first.at("/understudy/outcome").asString()).isEqualTo("answered");
		assertThat(heard.chunks()).extracting((chunk) -> chunk.at("/id").asString())
			.containsOnly(first.at("/id").asString());
	}

	@Test
	void usageStandsInTheLastPieceOnly() {
		Transcript heard = chat(
				"\"model\": \"claude\", \"stream\": true, \"stream_options\": {\"include_usage\": true}");
		JsonNode last = heard.chunks().get(heard.chunks().size() - 1);
		assertThat(last.at("/choices").isEmpty()).isTrue();
		assertThat(last.at("/usage/total_tokens").asInt()).isGreaterThan(5);
		assertThat(heard.chunks().get(0).get("usage").isNull()).isTrue();
		assertThat(heard.done()).isTrue();
	}

	@Test
	void degradedStreamIsMarkedInHeadersAndBody() {
		this.props.set(Fault.OVERLOADED, "gpt");
		Transcript heard = stream("alone");
		assertThat(heard.header("X-Understudy-Outcome")).isEqualTo("degraded");
		assertThat(heard.header("X-Understudy-Model")).isNull();
		assertThat(heard.chunks().get(0).at("/understudy/kind").asString()).isEqualTo("unavailable");
		assertThat(heard.text()).isEqualTo("Nobody is here");
		assertThat(heard.done()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			DOWN         | 503 | unavailable         | true
			SLOW         | 504 | timeout             | false
			RATE_LIMITED | 429 | rate_limit_exceeded | true
			QUOTA_GONE   | 429 | insufficient_quota  | true
			WRONG_KEY    | 502 | provider_error      | true
			OVERLOADED   | 503 | unavailable         | true
			HANG         | 504 | timeout             | false
			GARBAGE      | 502 | invalid_response    | false
			FLAPPING     | 503 | unavailable         | true
			""")
	void faultBeforeTheFirstPieceIsAStatus(Fault fault, int status, String code, boolean retryAfter) {
		this.props.set(fault, "claude");
		Transcript heard = stream("claude");
		assertThat(heard.status()).isEqualTo(status);
		assertThat(heard.header("Content-Type")).startsWith("application/json");
		assertThat(heard.code()).isEqualTo(code);
		assertThat(heard.json().at("/error/message").asString()).isNotBlank();
		assertThat(heard.json().at("/understudy/outcome").asString()).isEqualTo("failed");
		assertThat(heard.header("Retry-After") != null).isEqualTo(retryAfter);
		assertThat(heard.whole()).isTrue();
	}

	@Test
	void streamThatIsCutEndsWithAnErrorAndWithoutItsMark() {
		for (String model : new String[] { "gpt", "claude", "local" }) {
			this.props.set(Fault.CUT_STREAM, model);
			Transcript heard = stream(model);
			assertThat(heard.status()).isEqualTo(200);
			assertThat(heard.text()).isNotEmpty().doesNotContain("You asked");
			assertThat(heard.brokeOff()).isIn("invalid_response", "provider_error");
			assertThat(heard.body()).doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"");
			assertThat(heard.whole()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "NONE", "CUT_STREAM" }, mode = EnumSource.Mode.EXCLUDE)
	void nextModelStreamsForAFault(Fault fault) {
		this.props.set(fault, "gpt");
		Transcript heard = stream("pair");
		assertThat(heard.status()).isEqualTo(200);
		assertThat(heard.header("X-Understudy-Outcome")).isEqualTo("fell-back");
		assertThat(heard.header("X-Understudy-Model")).isEqualTo("claude");
		assertThat(Integer.parseInt(heard.header("X-Understudy-Attempts"))).isBetween(2, 3);
		assertThat(heard.text()).endsWith("You asked claude: \"How are things?\"").containsOnlyOnce("You asked");
		assertThat(heard.done()).isTrue();
	}

	@Test
	void cutStreamOfAChainIsToldToo() {
		this.props.set(Fault.CUT_STREAM, "gpt");
		Transcript heard = stream("pair");
		assertThat(heard.brokeOff()).isNotEmpty();
		assertThat(heard.body()).doesNotContain("[DONE]");
	}

	@Test
	void plainAnswerIsJson() {
		Transcript heard = chat("\"models\": [\"local\", \"gpt\"]");
		assertThat(heard.status()).isEqualTo(200);
		assertThat(heard.json().at("/object").asString()).isEqualTo("chat.completion");
		assertThat(heard.json().at("/model").asString()).isEqualTo("local");
		assertThat(heard.header("X-Understudy-Chain")).isEqualTo("ad-hoc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt", "claude", "local" })
	void everyClientTakesToolsAndTheirResults(String model) {
		for (boolean streams : new boolean[] { false, true }) {
			Transcript heard = new Curl(this.port).chat("""
					{"model": "%s", "stream": %s, "tools": [{"type": "function", "function": {"name": "time",
					"parameters": {"type": "object", "properties": {"zone": {"type": "string"}}}}}],
					"messages": [{"role": "developer", "content": "Be kind"}, {"role": "user", "content": "When?"},
					{"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function",
					"function": {"name": "time", "arguments": "{\\"zone\\": \\"UTC\\"}"}}]},
					{"role": "tool", "tool_call_id": "call_1", "content": "noon"}]}
					""".formatted(model, streams));
			assertThat(heard.status()).as(heard.body()).isEqualTo(200);
			assertThat(heard.header("X-Understudy-Model")).isEqualTo(model);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt", "claude", "local" })
	void everyClientTakesPortableOptions(String model) {
		for (boolean streams : new boolean[] { false, true }) {
			Transcript heard = chat("\"model\": \"" + model + "\", \"stream\": " + streams + """
					, "temperature": 0.5, "top_p": 0.9, "max_tokens": 40, "stop": ["END"], "presence_penalty": 0.1,
					"frequency_penalty": 0.1""");
			assertThat(heard.status()).as(heard.body()).isEqualTo(200);
		}
	}

	private Transcript stream(String model) {
		return chat("\"model\": \"" + model + "\", \"stream\": true");
	}

	private Transcript chat(String fields) {
		return new Curl(this.port).chat("{" + fields + ", " + MESSAGES + "}");
	}

}
