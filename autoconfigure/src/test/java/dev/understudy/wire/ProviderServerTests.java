package dev.understudy.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What real clients understand of the server.
 */
class ProviderServerTests {

	private final ProviderServer server = new ProviderServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void tellsWhatItIsToldTo(Provider provider) {
		this.server.answer(Answer.of("So", " be", " it").withTokens(23, 5));
		ChatModel client = client(provider);
		ChatResponse whole = client.call(new Prompt("Is it so?"));
		assertThat(whole.getResult().getOutput().getText()).isEqualTo("So be it");
		assertThat(tokens(whole)).containsExactly(23, 5);

		List<ChatResponse> pieces = client.stream(new Prompt("Is it so?")).collectList().block();
		assertThat(pieces).flatExtracting(ChatResponse::getResults)
			.extracting((generation) -> generation.getOutput().getText())
			.containsSubsequence("So", " be", " it");
		assertThat(pieces).anySatisfy((piece) -> assertThat(tokens(piece)).containsExactly(23, 5));
	}

	@ParameterizedTest
	@EnumSource
	void callsTools(Provider provider) {
		this.server.answer(Answer.of("Let me see.")
			.withToolCalls(new Answer.ToolCall("call_1", "time", "{\"zone\":\"UTC\"}"),
					new Answer.ToolCall("call_2", "date", "{}")));
		ChatModel client = client(provider);
		assertThat(toolCalls(List.of(client.call(new Prompt("What time is it?")))))
			.containsExactly("time {\"zone\":\"UTC\"}", "date {}");
		assertThat(toolCalls(client.stream(new Prompt("What time is it?")).collectList().block()))
			.containsExactly("time {\"zone\":\"UTC\"}", "date {}");
	}

	@ParameterizedTest
	@EnumSource
	void keepsWhatItWasAsked(Provider provider) {
		ChatModel client = client(provider);
		client.call(new Prompt("Is it so?"));
		client.stream(new Prompt("Is it so?")).blockLast();
		assertThat(this.server.requests()).extracting(ProviderRequest::provider).containsExactly(provider, provider);
		assertThat(this.server.requests()).extracting(ProviderRequest::streaming).containsExactly(false, true);
		ProviderRequest request = this.server.requests().get(0);
		assertThat(request.model()).isEqualTo(client.getOptions().getModel());
		assertThat(request.headers().get("content-type").get(0)).startsWith("application/json");
		assertThat(request.body().toString()).contains("Is it so?");
		this.server.forget();
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void answersWhatItIsAsked() {
		this.server.answer((request) -> Answer.of(request.body().at("/messages/0/content").asString() + " Yes."));
		assertThat(client(Provider.OPENAI).call(new Prompt("Is it so?")).getResult().getOutput().getText())
			.isEqualTo("Is it so? Yes.");
	}

	@Test
	void failsOnceAndGoesOnAsBefore() {
		this.server.playNext(Fault.SERVER_ERROR, Fault.NONE);
		ChatModel client = client(Provider.OLLAMA);
		assertThatException().isThrownBy(() -> client.call(new Prompt("Hello")));
		assertThat(client.call(new Prompt("Hello"))).isNotNull();
		assertThat(client.call(new Prompt("Hello"))).isNotNull();
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void listensAgainAfterItHasRefused() {
		ChatModel client = client(Provider.OPENAI);
		this.server.play(Fault.REFUSED);
		assertThatException().isThrownBy(() -> client.call(new Prompt("Hello")));
		assertThat(this.server.playing()).isEqualTo(Fault.REFUSED);
		assertThat(this.server.requests()).isEmpty();
		this.server.play(Fault.NONE);
		assertThat(client.call(new Prompt("Hello"))).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.playNext(Fault.REFUSED));
	}

	@Test
	void asksForTheWaitItIsToldTo() throws Exception {
		this.server.retryAfter(Duration.ofSeconds(7));
		this.server.play(Fault.RATE_LIMIT_SECONDS);
		HttpResponse<String> refused = post("/v1/messages");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.headers().firstValue("Retry-After")).contains("7");
		assertThat(refused.body()).contains("rate_limit_error");
	}

	@Test
	void knowsNoOtherPath() throws Exception {
		assertThat(post("/v1/embeddings").statusCode()).isEqualTo(404);
		assertThat(this.server.requests()).isEmpty();
	}

	private HttpResponse<String> post(String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.server.url() + path))
				.POST(HttpRequest.BodyPublishers.ofString("{\"model\": \"m\"}"))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	private ChatModel client(Provider provider) {
		return VendorClients.of(provider, this.server.url(), Duration.ofSeconds(20));
	}

	private static List<Integer> tokens(ChatResponse response) {
		Usage usage = response.getMetadata().getUsage();
		return List.of(usage.getPromptTokens(), usage.getCompletionTokens());
	}

	private static List<String> toolCalls(List<ChatResponse> pieces) {
		return pieces.stream()
			.flatMap((piece) -> piece.getResults().stream())
			.map((generation) -> generation.getOutput())
			.flatMap((AssistantMessage message) -> message.getToolCalls().stream())
			.map((call) -> call.name() + " " + call.arguments())
			.toList();
	}

}
