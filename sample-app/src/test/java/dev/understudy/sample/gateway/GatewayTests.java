package dev.understudy.sample.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.understudy.Model;
import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.Understudy;
import dev.understudy.sample.web.ClientFailures;
import dev.understudy.springai.ChatModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.util.unit.DataSize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that makes one plain call and two streams at a time.
 */
@Timeout(120)
class GatewayTests {

	private static final ThreadLocal<String> USER = new ThreadLocal<>();

	private final Understudy understudy = Understudy.builder()
		.models(Model.of("gpt", "openai", "gpt-4.1"))
		.chain("talk", "gpt")
		.build();

	private final Scheduler calls = GatewayConfiguration
		.gatewayCalls(new GatewayProperties(DataSize.ofMegabytes(1), 10, 1, 2));

	private final Stage stage = new Stage();

	private final List<Disposable> begun = new ArrayList<>();

	private final Gateway gateway = gateway();

	/** Where bodies come in, and streams begin. */
	private Scheduler reading = Schedulers.immediate();

	@AfterEach
	void close() {
		this.stage.curtain.countDown();
		this.begun.forEach(Disposable::dispose);
		this.calls.dispose();
		this.understudy.close();
		USER.remove();
	}

	@Test
	void plainCallsBeyondThoseThatWaitAreTurnedAway() {
		for (int i = 0; i < 1 + GatewayConfiguration.MOST_WAITING; i++) {
			begin(false);
		}
		assertThat(this.begun).noneMatch(Disposable::isDisposed);
		assertTurnedAway(answer(false));
		this.stage.curtain.countDown();
		await().atMost(Duration.ofSeconds(30)).until(() -> this.begun.stream().allMatch(Disposable::isDisposed));
		assertThat(answer(false).getStatusCode()).isNull();
	}

	@Test
	void streamsBeyondTheMostAreTurnedAwayUntilOneHasEnded() {
		this.stage.pieces = Flux.never();
		begin(true);
		begin(true);
		assertTurnedAway(answer(true));
		this.begun.get(0).dispose();
		this.stage.pieces = Flux.just(Stage.HELLO);
		assertThat(answer(true).getBodyAsString().block()).contains("Hello", "[DONE]");
		this.stage.pieces = Flux.error(new IllegalStateException("broken"));
		assertThat(answer(true).getStatusCode().value()).isEqualTo(502);
		assertThat(answer(true).getStatusCode().value()).isEqualTo(502);
	}

	@Test
	void modelIsCalledForWhoeverAsks() {
		this.stage.curtain.countDown();
		this.reading = Schedulers.parallel();
		USER.set("ada");
		answer(false);
		answer(true);
		assertThat(this.stage.users).containsExactly("ada", "ada", "ada");
	}

	private void begin(boolean streams) {
		this.begun.add(this.gateway.handle(request(streams), new MockServerHttpResponse()).subscribe());
	}

	private MockServerHttpResponse answer(boolean streams) {
		MockServerHttpResponse response = new MockServerHttpResponse();
		this.gateway.handle(request(streams), response).block(Duration.ofSeconds(30));
		return response;
	}

	private static void assertTurnedAway(MockServerHttpResponse response) {
		assertThat(response.getStatusCode().value()).isEqualTo(503);
		assertThat(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
		assertThat(JsonMapper.shared().readTree(response.getBodyAsString().block()).at("/error/code").asString())
			.isEqualTo("overloaded");
	}

	private MockServerHttpRequest request(boolean streams) {
		byte[] body = ("{\"model\": \"talk\", \"stream\": " + streams
				+ ", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}")
			.getBytes(UTF_8);
		Flux<DataBuffer> sent = Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
		return MockServerHttpRequest.post("/chat/completions")
			.contentType(MediaType.APPLICATION_JSON)
			.body(sent.publishOn(this.reading));
	}

	private Gateway gateway() {
		Json json = new Json();
		Clock clock = Clock.systemUTC();
		Catalog catalog = new Catalog(this.understudy, this.stage, Instant.EPOCH);
		ClientFailures clients = new ClientFailures(FailureClassifier.standard(clock, ClientTrust.EVERYTHING));
		ChatCompletions completions = new ChatCompletions(catalog, new Body(json, DataSize.ofMegabytes(1)),
				new CompletionReader(json, 10), new Failures(clients), this.calls, GatewayConfiguration.streams(2),
				json, clock);
		return new Gateway(catalog, completions, new UserCarrier(), json);
	}

	/** Everybody's model. Plain calls wait for the curtain. */
	private static final class Stage implements ChatModels, ChatModel {

		static final ChatResponse HELLO = new ChatResponse(List.of(new Generation(new AssistantMessage("Hello"))));

		final CountDownLatch curtain = new CountDownLatch(1);

		final Queue<String> users = new ConcurrentLinkedQueue<>();

		volatile Flux<ChatResponse> pieces = Flux.just(HELLO);

		@Override
		public ChatModel chain(String name) {
			return this;
		}

		@Override
		public ChatModel models(String... ids) {
			return this;
		}

		@Override
		public ChatResponse call(Prompt prompt) {
			note();
			try {
				this.curtain.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return HELLO;
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			note();
			return Flux.defer(() -> {
				note();
				return this.pieces;
			});
		}

		private void note() {
			this.users.add(String.valueOf(USER.get()));
		}

	}

	/** Carries who asks. */
	private static final class UserCarrier implements ContextCarrier {

		@Override
		public Luggage pack() {
			String packed = USER.get();
			return () -> {
				String before = USER.get();
				USER.set(packed);
				return () -> USER.set(before);
			};
		}

	}

}
