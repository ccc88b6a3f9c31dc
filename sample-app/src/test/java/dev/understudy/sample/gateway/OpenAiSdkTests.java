package dev.understudy.sample.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.understudy.sample.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The gateway as the official Java SDK of OpenAI sees it, under every fault of the
 * simulator. The SDK's own retries are off, as they would hide what is told.
 */
@RunningGateway
class OpenAiSdkTests {

	@LocalServerPort
	private int port;

	@Autowired
	private Props props;

	private OpenAIClient client;

	@BeforeEach
	void reset() {
		this.props.reset();
		this.client = OpenAIOkHttpClient.builder()
			.baseUrl("http://localhost:" + this.port + "/v1")
			.apiKey("any")
			.maxRetries(0)
			.timeout(Duration.ofSeconds(60))
			.build();
	}

	@AfterEach
	void mend() {
		this.props.reset();
		this.client.close();
	}

	@Test
	void chainAnswersWithTheModelThatDid() {
		ChatCompletion completion = ask("support");
		assertThat(completion.model()).isEqualTo("gpt");
		assertThat(text(completion)).contains("You asked gpt: \"How are things?\"");
		assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
		assertThat(completion.usage()).hasValueSatisfying((usage) -> {
			assertThat(usage.promptTokens()).isPositive();
			assertThat(usage.completionTokens()).isPositive();
			assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
		});
	}

	@Test
	void headersTellWhatBecameOfTheCall() {
		this.props.set(Fault.DOWN, "gpt");
		try (HttpResponseFor<ChatCompletion> response = this.client.chat()
			.completions()
			.withRawResponse()
			.create(params("support").build())) {
			assertThat(response.headers().values("X-Understudy-Chain")).containsExactly("support");
			assertThat(response.headers().values("X-Understudy-Model")).containsExactly("claude");
			assertThat(response.headers().values("X-Understudy-Outcome")).containsExactly("fell-back");
			assertThat(response.headers().values("X-Understudy-Attempts")).containsExactly("2");
			assertThat(response.parse().model()).isEqualTo("claude");
		}
	}

	@Test
	void degradedAnswerIsMarkedAndNamesNoModel() {
		this.props.set(Fault.DOWN, "gpt", "claude", "local");
		ChatCompletion completion = ask("support");
		assertThat(text(completion)).isEqualTo("Sorry, I can't answer right now.");
		assertThat(completion.model()).isEqualTo("none");
		assertThat(completion._additionalProperties().get("understudy").convert(Map.class))
			.isEqualTo(Map.of("outcome", "degraded", "kind", "unavailable", "chain", "support", "attempts", 3));
	}

	@Test
	void listOfModelsHasChainsAndModels() {
		List<Model> models = this.client.models().list().data();
		assertThat(models).extracting(Model::id)
			.contains("support", "cheap", "pair", "gpt", "claude", "local")
			.doesNotHaveDuplicates();
		assertThat(this.client.models().retrieve("claude").ownedBy()).isEqualTo("anthropic");
		assertThat(this.client.models().retrieve("support").ownedBy()).isEqualTo("understudy");
		assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> this.client.models().retrieve("other"))
			.satisfies((ex) -> assertThat(ex.code()).contains("model_not_found"));
	}

	@Test
	void listOfModelsInTheRequestMakesAChain() {
		this.props.set(Fault.DOWN, "local");
		ChatCompletion completion = this.client.chat()
			.completions()
			.create(params("local").putAdditionalBodyProperty("models", JsonValue.from(List.of("claude", "gpt")))
				.build());
		assertThat(completion.model()).isEqualTo("claude");
	}

	@Test
	void unknownModelIsNotFound() {
		assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> ask("gpt-9"))
			.withMessageContaining("The model 'gpt-9' does not exist. Chains: ")
			.withMessageContaining("support, cheap")
			.withMessageContaining("gpt, claude, local")
			.satisfies((ex) -> {
				assertThat(ex.code()).contains("model_not_found");
				assertThat(ex.param()).contains("model");
			});
	}

	@Test
	void moreThanOneAnswerIsNotSupported() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> this.client.chat().completions().create(params("gpt").n(2).build()))
			.satisfies((ex) -> assertThat(ex.code()).contains("unsupported_parameter"));
	}

	@Test
	void answerThatIsBoundedSaysSo() {
		ChatCompletion completion = this.client.chat()
			.completions()
			.create(params("claude").maxCompletionTokens(5).build());
		assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
	}

	@Test
	void streamComesInPiecesOfOneModel() {
		for (String model : List.of("gpt", "claude", "local")) {
			List<ChatCompletionChunk> chunks = stream(params(model).build());
			assertThat(chunks).hasSizeGreaterThan(5).allSatisfy((chunk) -> assertThat(chunk.model()).isEqualTo(model));
			assertThat(text(chunks)).endsWith("You asked " + model + ": \"How are things?\"");
			assertThat(chunks.get(chunks.size() - 1).choices().get(0).finishReason())
				.contains(ChatCompletionChunk.Choice.FinishReason.STOP);
			assertThat(chunks).allSatisfy((chunk) -> assertThat(chunk.usage()).isEmpty());
		}
	}

	@Test
	void streamEndsWithTheTokensUsedWhenAsked() {
		for (String model : List.of("gpt", "claude", "local")) {
			List<ChatCompletionChunk> chunks = stream(
					params(model).streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
						.build());
			ChatCompletionChunk last = chunks.get(chunks.size() - 1);
			assertThat(last.choices()).isEmpty();
			assertThat(last.usage()).hasValueSatisfying((usage) -> {
				assertThat(usage.promptTokens()).isPositive();
				assertThat(usage.completionTokens()).isGreaterThan(5);
			});
			assertThat(chunks.subList(0, chunks.size() - 1)).allSatisfy((chunk) -> assertThat(chunk.usage()).isEmpty());
		}
	}

	@Test
	void degradedStreamIsOnePieceAndMarked() {
		this.props.set(Fault.DOWN, "gpt", "claude", "local");
		List<ChatCompletionChunk> chunks = stream(params("support").build());
		assertThat(text(chunks)).isEqualTo("Sorry, I can't answer right now.");
		assertThat(chunks.get(0)._additionalProperties()).containsKey("understudy");
		assertThat(chunks.get(0).model()).isEqualTo("none");
	}

	/** A single model: the client is told what is wrong, and when to come back. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			DOWN         | 503 | server_error       | unavailable         | true
			SLOW         | 504 | server_error       | timeout             | false
			RATE_LIMITED | 429 | rate_limit_error   | rate_limit_exceeded | true
			QUOTA_GONE   | 429 | insufficient_quota | insufficient_quota  | true
			WRONG_KEY    | 502 | server_error       | provider_error      | true
			OVERLOADED   | 503 | server_error       | unavailable         | true
			HANG         | 504 | server_error       | timeout             | false
			CUT_STREAM   | 502 | server_error       | invalid_response    | false
			GARBAGE      | 502 | server_error       | invalid_response    | false
			FLAPPING     | 503 | server_error       | unavailable         | true
			""")
	void faultOfTheOnlyModelIsTold(Fault fault, int status, String type, String code, boolean retryAfter) {
		this.props.set(fault, "gpt");
		assertTold(catchThrowableOfType(OpenAIServiceException.class, () -> ask("gpt")), status, type, code,
				retryAfter);
	}

	/** Before the first piece a stream has a status like everybody else. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			DOWN         | 503 | server_error       | unavailable         | true
			SLOW         | 504 | server_error       | timeout             | false
			RATE_LIMITED | 429 | rate_limit_error   | rate_limit_exceeded | true
			QUOTA_GONE   | 429 | insufficient_quota | insufficient_quota  | true
			WRONG_KEY    | 502 | server_error       | provider_error      | true
			OVERLOADED   | 503 | server_error       | unavailable         | true
			HANG         | 504 | server_error       | timeout             | false
			GARBAGE      | 502 | server_error       | invalid_response    | false
			FLAPPING     | 503 | server_error       | unavailable         | true
			""")
	void faultBeforeTheFirstPieceIsAStatus(Fault fault, int status, String type, String code, boolean retryAfter) {
		this.props.set(fault, "gpt");
		assertTold(catchThrowableOfType(OpenAIServiceException.class, () -> stream(params("gpt").build())), status,
				type, code, retryAfter);
	}

	@Test
	void streamThatIsCutEndsWithAnErrorAfterWhatCame() {
		for (String model : List.of("gpt", "claude", "local")) {
			this.props.set(Fault.CUT_STREAM, model);
			StringBuilder heard = new StringBuilder();
			assertThatExceptionOfType(SseException.class).isThrownBy(() -> {
				try (StreamResponse<ChatCompletionChunk> response = this.client.chat()
					.completions()
					.createStreaming(params(model).build())) {
					response.stream().forEach((chunk) -> heard.append(text(List.of(chunk))));
				}
			}).satisfies((ex) -> assertThat(ex.type()).contains("server_error"));
			assertThat(heard).isNotEmpty();
		}
	}

	/** A chain: the client gets an answer, from somebody else. */
	@ParameterizedTest
	@EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
	void nextModelAnswersForAFault(Fault fault) {
		this.props.set(fault, "gpt");
		ChatCompletion completion = ask("pair");
		assertThat(completion.model()).isEqualTo("claude");
		assertThat(text(completion)).endsWith("You asked claude: \"How are things?\"");
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "NONE", "CUT_STREAM" }, mode = EnumSource.Mode.EXCLUDE)
	void nextModelStreamsForAFault(Fault fault) {
		this.props.set(fault, "gpt");
		List<ChatCompletionChunk> chunks = stream(params("pair").build());
		assertThat(chunks).allSatisfy((chunk) -> assertThat(chunk.model()).isEqualTo("claude"));
		assertThat(text(chunks)).endsWith("You asked claude: \"How are things?\"").containsOnlyOnce("You asked");
	}

	@Test
	void chainThatHoldsAnswersBackSurvivesEvenACutStream() {
		this.props.set(Fault.CUT_STREAM, "gpt");
		List<ChatCompletionChunk> chunks = stream(params("held").build());
		assertThat(chunks).allSatisfy((chunk) -> assertThat(chunk.model()).isEqualTo("claude"));
		assertThat(text(chunks)).endsWith("You asked claude: \"How are things?\"").containsOnlyOnce("You asked");
	}

	private static void assertTold(OpenAIServiceException ex, int status, String type, String code,
			boolean retryAfter) {
		assertThat(ex).isInstanceOf((status == 429) ? RateLimitException.class : InternalServerException.class);
		assertThat(ex.statusCode()).isEqualTo(status);
		assertThat(ex.type()).contains(type);
		assertThat(ex.code()).contains(code);
		assertThat(ex.headers().values("Retry-After")).hasSize(retryAfter ? 1 : 0)
			.allSatisfy((wait) -> assertThat(Integer.parseInt(wait)).isBetween(1, 20));
		assertThat(ex.headers().values("X-Understudy-Outcome")).containsExactly("failed");
		assertThat(ex.headers().values("X-Understudy-Chain")).containsExactly("ad-hoc");
	}

	private ChatCompletion ask(String model) {
		return this.client.chat().completions().create(params(model).build());
	}

	private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
		try (StreamResponse<ChatCompletionChunk> response = this.client.chat().completions().createStreaming(params)) {
			return response.stream().toList();
		}
	}

	private static ChatCompletionCreateParams.Builder params(String model) {
		return ChatCompletionCreateParams.builder().model(model).addUserMessage("How are things?");
	}

	private static String text(ChatCompletion completion) {
		return completion.choices().get(0).message().content().orElse("");
	}

	private static String text(List<ChatCompletionChunk> chunks) {
		StringBuilder text = new StringBuilder();
		chunks.stream()
			.flatMap((chunk) -> chunk.choices().stream())
			.forEach((choice) -> text.append(choice.delta().content().orElse("")));
		return text.toString();
	}

}
