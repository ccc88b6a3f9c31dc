package dev.understudy.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.Model;
import dev.understudy.micrometer.CallObservations;
import dev.understudy.reactive.Anything;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.ContextCarriers;
import dev.understudy.springai.RoutingChatModels;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What real clients observe of their own, within the call of a chain.
 */
class ObservedCallsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String CALL = "understudy.call";

	private static final String CHAT = "gen_ai.client.operation";

	private static final String HTTP = "http.client.requests";

	/** Of the client of OpenAI, which has its own threads for streams. */
	private static final String OK_HTTP = "okhttp.requests";

	private final ProviderServer server = new ProviderServer();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	/** Observations that have ended, each with what it is a part of. */
	private final List<String> paths = new CopyOnWriteArrayList<>();

	private final Understudy understudy = Understudy.builder()
		.models(Model.of("gpt", "openai", "gpt-4.1"), Model.of("local", "ollama", "llama3.2"))
		.chain(ChainSettings.of("talk", List.of(seat("gpt"), seat("local"))))
		.context(ContextCarriers.present(getClass().getClassLoader()))
		.observer(new CallObservations(this.registry, null))
		.build();

	ObservedCallsTests() {
		this.registry.observationConfig().observationHandler(new Paths());
	}

	@AfterEach
	void close() {
		this.understudy.close();
		this.server.close();
		assertThat(this.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void requestOfARestClientIsAPartOfTheCall() {
		RestClient client = RestClient.builder().baseUrl(this.server.url()).observationRegistry(this.registry).build();
		this.understudy.router()
			.call("talk",
					(model) -> client.post()
						.uri("/v1/chat/completions")
						.body(request(model))
						.retrieve()
						.body(Map.class));
		assertThat(this.paths).containsExactly(CALL + " > " + HTTP, CALL);
	}

	@Test
	void requestOfAWebClientIsAPartOfTheCall() {
		WebClient client = WebClient.builder().baseUrl(this.server.url()).observationRegistry(this.registry).build();
		ReactiveCalls calls = new ReactiveCalls(this.understudy, this.understudy.context());
		calls
			.mono(CallSpec.chain("talk"), new Anything(),
					(model) -> client.post()
						.uri("/v1/chat/completions")
						.bodyValue(request(model))
						.retrieve()
						.bodyToMono(Map.class))
			.block(PATIENCE);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.paths).containsExactlyInAnyOrder(CALL + " > " + HTTP, CALL));
	}

	@Test
	void operationOfSpringAiIsAPartOfTheCall() {
		this.server.playNext(Fault.SERVER_ERROR);
		assertThat(chain().call(new Prompt("Hi")).getResult().getOutput().getText()).isNotEmpty();
		assertThat(this.paths).containsExactly(CALL + " > " + CHAT + " > " + OK_HTTP, CALL + " > " + CHAT,
				CALL + " > " + CHAT + " > " + HTTP, CALL + " > " + CHAT, CALL);
	}

	@Test
	void streamOfSpringAiIsAPartOfTheCall() {
		this.server.playNext(Fault.SERVER_ERROR);
		chain().stream(new Prompt("Hi")).blockLast(PATIENCE);
		// The last of them end after the stream.
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.paths).filteredOn((path) -> !path.equals(OK_HTTP))
				.containsExactlyInAnyOrder(CALL, CALL + " > " + CHAT, CALL + " > " + CHAT,
						CALL + " > " + CHAT + " > " + HTTP));
	}

	@Test
	void callWithinARequestIsAPartOfIt() {
		Observation.createNotStarted("http.server.requests", this.registry)
			.observe(() -> chain().call(new Prompt("Hi")));
		assertThat(this.paths).containsExactly("http.server.requests > " + CALL + " > " + CHAT + " > " + OK_HTTP,
				"http.server.requests > " + CALL + " > " + CHAT, "http.server.requests > " + CALL,
				"http.server.requests");
	}

	private ChatModel chain() {
		ChatModel openAi = OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(this.server.url() + "/v1")
				.apiKey("sk-0000")
				.model("gpt-4.1")
				.maxRetries(0)
				.build())
			.observationRegistry(this.registry)
			.build();
		ChatModel ollama = OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder()
				.baseUrl(this.server.url())
				.restClientBuilder(RestClient.builder()
					.requestFactory(new JdkClientHttpRequestFactory())
					.observationRegistry(this.registry))
				.webClientBuilder(WebClient.builder()
					.clientConnector(new JdkClientHttpConnector())
					.observationRegistry(this.registry))
				.build())
			.options(OllamaChatOptions.builder().model("llama3.2").build())
			.retryTemplate(new RetryTemplate(org.springframework.core.retry.RetryPolicy.withMaxRetries(0)))
			.observationRegistry(this.registry)
			.build();
		return new RoutingChatModels(this.understudy, (model) -> model.id().equals("gpt") ? openAi : ollama, () -> null)
			.chain("talk");
	}

	private static Map<String, Object> request(Model model) {
		return Map.of("model", model.name(), "messages", List.of(Map.of("role", "user", "content", "Hi")));
	}

	private static SeatSettings seat(String id) {
		return SeatSettings.of(id).withRetry(RetryPolicy.NONE);
	}

	/** Writes down each observation that has ended, and what it is a part of. */
	private final class Paths implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			List<String> names = new ArrayList<>();
			Observation.@Nullable ContextView each = context;
			while (each != null) {
				names.add(0, each.getName());
				each = (each.getParentObservation() != null) ? each.getParentObservation().getContextView() : null;
			}
			ObservedCallsTests.this.paths.add(String.join(" > ", names));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
