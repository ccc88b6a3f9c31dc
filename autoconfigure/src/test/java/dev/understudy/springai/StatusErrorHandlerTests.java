package dev.understudy.springai;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClientResponseException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The exceptions of Spring AI, and what their cause still knows.
 */
class StatusErrorHandlerTests {

	private final StatusErrorHandler handler = new StatusErrorHandler(false, Set.of(), Set.of());

	@Test
	void causeKnowsStatusHeadersAndBody() {
		Throwable thrown = handled(this.handler, HttpStatus.TOO_MANY_REQUESTS);
		assertThat(thrown).isInstanceOf(NonTransientAiException.class).hasMessage("HTTP 429 - {\"error\": \"no\"}");
		assertThat(thrown.getCause()).isInstanceOfSatisfying(RestClientResponseException.class, (cause) -> {
			assertThat(cause.getStatusCode().value()).isEqualTo(429);
			assertThat(cause.getResponseHeaders().getFirst("Retry-After")).isEqualTo("7");
			assertThat(cause.getResponseBodyAsString()).isEqualTo("{\"error\": \"no\"}");
		});
	}

	@Test
	void failuresOfTheServerAreTransient() {
		assertThat(handled(this.handler, HttpStatus.BAD_GATEWAY)).isInstanceOf(TransientAiException.class);
	}

	@Test
	void settingsOfRetriesCount() {
		StatusErrorHandler asked = new StatusErrorHandler(true, Set.of(404), Set.of(502));
		assertThat(handled(asked, HttpStatus.NOT_FOUND)).isInstanceOf(TransientAiException.class);
		assertThat(handled(asked, HttpStatus.BAD_REQUEST)).isInstanceOf(TransientAiException.class);
		assertThat(handled(asked, HttpStatus.BAD_GATEWAY)).isInstanceOf(NonTransientAiException.class);
	}

	@Test
	void successIsNoError() throws IOException {
		assertThat(this.handler.hasError(response(HttpStatus.OK))).isFalse();
		assertThat(this.handler.hasError(response(HttpStatus.NOT_FOUND))).isTrue();
	}

	private static Throwable handled(StatusErrorHandler handler, HttpStatus status) {
		return catchThrowable(
				() -> handler.handleError(URI.create("http://localhost"), HttpMethod.POST, response(status)));
	}

	private static MockClientHttpResponse response(HttpStatus status) {
		MockClientHttpResponse response = new MockClientHttpResponse("{\"error\": \"no\"}".getBytes(UTF_8), status);
		response.getHeaders().add("Retry-After", "7");
		return response;
	}

}
