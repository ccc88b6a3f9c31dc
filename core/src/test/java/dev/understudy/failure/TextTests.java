package dev.understudy.failure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			429 Too Many Requests                                        | RATE_LIMIT
			Error code: rate_limit_exceeded                              | RATE_LIMIT
			Rate-Limit-Exceeded                                          | RATE_LIMIT
			You are being rate limited                                   | RATE_LIMIT
			{"code": "insufficient_quota"}                               | QUOTA_EXHAUSTED
			Your credit balance is too low                               | QUOTA_EXHAUSTED
			you (ada) have reached your weekly usage limit, upgrade      | QUOTA_EXHAUSTED
			you've reached your hourly usage limit, please wait          | QUOTA_EXHAUSTED
			This model's maximum context length is 8192 tokens           | CONTEXT_LENGTH
			the input length exceeds the context length                  | CONTEXT_LENGTH
			The response was filtered: content_filter                    | CONTENT_FILTER
			triggering Azure OpenAI's content management policy          | CONTENT_FILTER
			flagged as potentially violating our usage policy            | CONTENT_FILTER
			Incorrect API key provided: sk-xxxx                          | AUTH_ERROR
			model 'llama9' not found                                     | MODEL_NOT_FOUND
			model "llama9" not found, try pulling it first               | MODEL_NOT_FOUND
			The model `gpt-9` does not exist or you have no access       | MODEL_NOT_FOUND
			models/gemini-9 is not found for API version v1beta          | MODEL_NOT_FOUND
			The model is currently overloaded                            | UNAVAILABLE
			503 Service Unavailable                                      | UNAVAILABLE
			500 Internal Server Error                                    | SERVER_ERROR
			Connection refused: localhost/127.0.0.1:11434                | NETWORK_ERROR
			request timed out                                            | TIMEOUT
			The view model of the page was not found                     | UNKNOWN
			separate limits                                              | UNKNOWN
			Order 4711 not found                                         | UNKNOWN
			boom                                                         | UNKNOWN
			""")
	void readsMessagesAtLast(String message, FailureKind kind) {
		assertThat(Classified.kind(new RuntimeException(message))).isEqualTo(kind);
		assertThat(Classified.kind(new RuntimeException("outer", new IllegalStateException(message)))).isEqualTo(kind);
	}

	@Test
	void typesBeatMessages() {
		assertThat(Classified.kind(new IllegalArgumentException("prompt is too long")))
			.isEqualTo(FailureKind.BAD_REQUEST);
	}

	@Test
	void findsCodesAtAnyDepth() {
		ErrorBody body = ErrorBody.of("""
				429: {"error" : {"message":"say \\"please\\"\\nand wait", "type":null, "code" :429,
				"inner": {"code":"ResponsibleAIPolicyViolation"}, "details": [{"retryDelay": "2s"}]}}""");
		assertThat(body.codes()).containsExactly("429", "ResponsibleAIPolicyViolation");
		assertThat(body.messages()).containsExactly("say \"please\" and wait");
		assertThat(body.delays()).containsExactly("2s");
		assertThat(body.status()).isEqualTo(429);
	}

	@Test
	void readsErrorThatIsText() {
		ErrorBody body = ErrorBody.of("{\"error\":\"model 'x' not found\"}");
		assertThat(body.messages()).containsExactly("model 'x' not found");
		assertThat(body.codes()).containsExactly("model 'x' not found");
		assertThat(body.status()).isZero();
	}

	@Test
	void readsJsonThatIsCutOff() {
		for (String text : List.of("{", "{\"", "{\"code", "{\"code\"", "{\"code\":", "{\"code\": ", "{\"code\":t",
				"{\"code\": \"", "{\"message\":\"\\")) {
			assertThat(ErrorBody.of(text).status()).isZero();
		}
		assertThat(ErrorBody.of("{\"code\":\"abc").codes()).containsExactly("abc");
		assertThat(ErrorBody.of("{\"code\":50").codes()).containsExactly("50");
		assertThat(ErrorBody.of("{\"code\":399}").status()).isZero();
		assertThat(ErrorBody.of("{\"code\":400}").status()).isEqualTo(400);
	}

	@Test
	void textThatIsNoJsonIsOneMessage() {
		assertThat(ErrorBody.of("Bad Gateway").messages()).containsExactly("Bad Gateway");
		assertThat(ErrorBody.of("{a=b}").messages()).containsExactly("{a=b}");
		assertThat(ErrorBody.of("").messages()).isEmpty();
	}

	@Test
	void readsNoMoreValuesThanAreSane() {
		String many = "{" + "\"code\":\"a\",".repeat(100) + "}";
		assertThat(ErrorBody.of(many).codes()).hasSize(32);
	}

	@ParameterizedTest
	@ValueSource(strings = { "content_filter and insufficient_quota", "insufficient_quota and content_filter" })
	void weightierMeaningWins(String text) {
		assertThat(Phrases.kind(text)).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
		assertThat(ErrorCodes.kind(List.of(text.split(" and ")), false)).contains(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void findsPhrasesThatEndInOneAnother() {
		PhraseTable table = new PhraseTable(
				Map.of(FailureKind.TIMEOUT, List.of("she"), FailureKind.RATE_LIMIT, List.of("hers", "he 9")));
		assertThat(table.find("us he rs")).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(table.find("SHE")).isEqualTo(FailureKind.TIMEOUT);
		assertThat(table.find("sHe-9")).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(table.find("her")).isNull();
		assertThat(table.find("")).isNull();
	}

}
