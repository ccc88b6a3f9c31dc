package dev.understudy.sample.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.openai.core.http.Headers;
import com.openai.errors.BadRequestException;
import com.openai.models.ErrorObject;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.Understudy;
import dev.understudy.springai.RoutingChatModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A chain of one model, whose client throws.
 */
class ProblemsTests {

	private static final String SECRET = "sk-secret of account 4711";

	private final Understudy understudy = Understudy.builder()
		.models(Model.of("gpt", "openai", "gpt-4.1"))
		.chain("talk", "gpt")
		.build();

	private final Logger logger = (Logger) LoggerFactory.getLogger(UntoldProblems.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.log);
		this.understudy.close();
	}

	static List<RuntimeException> failuresThatDoNotFallBack() {
		ErrorObject told = ErrorObject.builder()
			.message(SECRET)
			.type("invalid_request_error")
			.code("invalid_value")
			.param("messages")
			.build();
		return List.of(BadRequestException.builder().headers(Headers.builder().build()).error(told).build(),
				new ContentFilterException(SECRET));
	}

	@ParameterizedTest
	@MethodSource("failuresThatDoNotFallBack")
	void failureThatDoesNotFallBackIsToldByItsKind(RuntimeException thrown) {
		String kind = (thrown instanceof ContentFilterException) ? "CONTENT_FILTER" : "BAD_REQUEST";
		RestTestClient.ResponseSpec response = ask(thrown);
		response.expectStatus().isBadRequest();
		assertThat(body(response)).contains(kind).doesNotContain("secret", "4711", "Exception");
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getFormattedMessage()).contains(thrown.getClass().getName(), kind)
				.doesNotContain("secret", "4711");
			assertThat(event.getThrowableProxy()).isNull();
		});
	}

	@Test
	void exhaustedChainNeverSaysToComeBackAtOnce() {
		RestTestClient.ResponseSpec response = ask(
				new ChainExhaustedException("talk", FailureKind.RATE_LIMIT, List.of(), Map.of(), Duration.ZERO));
		response.expectStatus().isEqualTo(503);
		response.expectHeader().valueEquals("Retry-After", "1");
	}

	private RestTestClient.ResponseSpec ask(RuntimeException thrown) {
		ChatModel client = (prompt) -> {
			throw thrown;
		};
		RoutingChatModel chain = new RoutingChatModel("talk", this.understudy, (model) -> client, () -> null);
		ObjectProvider<FailureClassifier> none = new StaticListableBeanFactory()
			.getBeanProvider(FailureClassifier.class);
		return RestTestClient.bindToController(new Talk((thrown instanceof ChainExhaustedException) ? client : chain))
			.configureServer((server) -> server.setControllerAdvice(new Problems(), new UntoldProblems(none)))
			.build()
			.get()
			.uri("/talk")
			.exchange();
	}

	private static String body(RestTestClient.ResponseSpec response) {
		return response.expectBody(String.class).returnResult().getResponseBody();
	}

	/** Asks a model. */
	@RestController
	record Talk(ChatModel model) {

		@GetMapping("/talk")
		String talk() {
			return this.model.call(new Prompt("Hello")).getResult().getOutput().getText();
		}

	}

}
