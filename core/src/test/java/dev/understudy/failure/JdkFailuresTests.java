package dev.understudy.failure;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import com.fasterxml.jackson.core.JsonParseException;
import com.openai.errors.OpenAIIoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JdkFailuresTests {

	@ParameterizedTest
	@MethodSource
	void readsExceptionsOfTheJdk(FailureKind kind, Throwable thrown) {
		assertThat(Classified.kind(thrown)).isEqualTo(kind);
		assertThat(Classified.kind(new RuntimeException("calling the model failed", thrown))).isEqualTo(kind);
		assertThat(Classified.trustedKind(thrown)).isEqualTo(kind);
	}

	static Stream<Arguments> readsExceptionsOfTheJdk() {
		return Stream.of(arguments(FailureKind.TIMEOUT, new AttemptTimeoutException("gpt", Duration.ofSeconds(3))),
				arguments(FailureKind.TIMEOUT, new SocketTimeoutException("Read timed out")),
				arguments(FailureKind.TIMEOUT, new HttpTimeoutException("request timed out")),
				arguments(FailureKind.TIMEOUT, new HttpConnectTimeoutException("HTTP connect timed out")),
				arguments(FailureKind.TIMEOUT, new TimeoutException()),
				arguments(FailureKind.TIMEOUT, new InterruptedIOException("timeout")),
				arguments(FailureKind.TIMEOUT, new InterruptedIOException("Read timed out")),
				arguments(FailureKind.TIMEOUT, sslTimeout()),
				arguments(FailureKind.NETWORK_ERROR, new ConnectException("Connection refused")),
				arguments(FailureKind.NETWORK_ERROR, new UnknownHostException("api.example.org")),
				arguments(FailureKind.NETWORK_ERROR, new NoRouteToHostException()),
				arguments(FailureKind.NETWORK_ERROR, new UnresolvedAddressException()),
				arguments(FailureKind.NETWORK_ERROR, new SSLHandshakeException("PKIX path building failed")),
				arguments(FailureKind.NETWORK_ERROR, new SocketException("Connection reset")),
				arguments(FailureKind.NETWORK_ERROR, new EOFException()),
				arguments(FailureKind.NETWORK_ERROR, new ClosedChannelException()),
				arguments(FailureKind.NETWORK_ERROR, new IOException("HTTP/1.1 header parser received no bytes")),
				arguments(FailureKind.NETWORK_ERROR, new IOException()),
				arguments(FailureKind.NETWORK_ERROR, new UncheckedIOException(new IOException("broken pipe"))),
				arguments(FailureKind.CANCELLED, new InterruptedException()),
				arguments(FailureKind.CANCELLED, new InterruptedIOException("interrupted")),
				arguments(FailureKind.CANCELLED, new InterruptedIOException()),
				arguments(FailureKind.CANCELLED, new ClosedByInterruptException()),
				arguments(FailureKind.CANCELLED, new CancellationException()),
				arguments(FailureKind.CANCELLED, new IOException("Canceled")),
				arguments(FailureKind.INVALID_RESPONSE, new InvalidResponseException("The answer is empty")),
				arguments(FailureKind.CONTENT_FILTER, new ContentFilterException("The answer was held back")),
				arguments(FailureKind.INVALID_RESPONSE,
						new InvalidResponseException("The answer was cut off", new EOFException())),
				arguments(FailureKind.INVALID_RESPONSE, new JsonParseException("Unexpected character")),
				arguments(FailureKind.INVALID_RESPONSE, new ProtocolException("unexpected end of stream")),
				arguments(FailureKind.INVALID_RESPONSE,
						new IOException("fixed content-length: 303, bytes received: 151",
								new EOFException("EOF reached while reading"))),
				arguments(FailureKind.INVALID_RESPONSE,
						new IOException("chunked transfer encoding, state: READING_LENGTH",
								new EOFException("EOF reached while reading"))),
				arguments(FailureKind.NETWORK_ERROR,
						new IOException("HTTP/1.1 header parser received no bytes",
								new EOFException("EOF reached while reading"))),
				arguments(FailureKind.NETWORK_ERROR, new IOException("closed")),
				arguments(FailureKind.BAD_REQUEST, new IllegalArgumentException("The prompt must not be empty")),
				arguments(FailureKind.BAD_REQUEST, new NullPointerException()),
				arguments(FailureKind.BAD_REQUEST, new ClassCastException()),
				arguments(FailureKind.BAD_REQUEST, new IndexOutOfBoundsException()),
				arguments(FailureKind.BAD_REQUEST, new NumberFormatException()),
				arguments(FailureKind.BAD_REQUEST, new NoSuchElementException()),
				arguments(FailureKind.BAD_REQUEST, new ArithmeticException()),
				arguments(FailureKind.BAD_REQUEST, new DateTimeException("Text could not be parsed")),
				arguments(FailureKind.BAD_REQUEST, new NegativeArraySizeException()),
				arguments(FailureKind.BAD_REQUEST, new ArrayStoreException()),
				arguments(FailureKind.BAD_REQUEST, new ConcurrentModificationException()),
				arguments(FailureKind.BAD_REQUEST, new UnsupportedOperationException()),
				arguments(FailureKind.UNKNOWN, new FileNotFoundException("prompt.txt")),
				arguments(FailureKind.UNKNOWN, new NoSuchFileException("prompt.txt")),
				arguments(FailureKind.UNKNOWN, new IllegalStateException("closed")),
				arguments(FailureKind.UNKNOWN, new RuntimeException()), arguments(FailureKind.UNKNOWN, new Exception()),
				arguments(FailureKind.UNKNOWN, new Throwable("boom")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.openai.core.handlers.JsonHandler", "dev.langchain4j.model.ollama.OllamaClient",
			"com.fasterxml.jackson.databind.ObjectMapper", "tools.jackson.databind.ObjectMapper",
			"org.springframework.http.converter.json.JacksonJsonHttpMessageConverter",
			"org.springframework.ai.openai.OpenAiChatModel" })
	void takesMistakesOfReadersForUnreadableAnswers(String reader) {
		for (RuntimeException mistake : new RuntimeException[] { new NullPointerException(), new ClassCastException(),
				new IndexOutOfBoundsException(), new NumberFormatException(), new NoSuchElementException() }) {
			thrownFrom(mistake, "java.util.Objects", "jdk.internal.util.Preconditions", reader, "com.acme.Assistant");
			assertThat(Classified.kind(mistake)).isEqualTo(FailureKind.INVALID_RESPONSE);
		}
	}

	@Test
	void takesMistakesBelowTheApplicationForItsOwn() {
		NullPointerException mistake = new NullPointerException();
		thrownFrom(mistake, "java.util.Objects", "com.acme.Assistant", "org.springframework.ai.chat.client.ChatClient");
		assertThat(Classified.kind(mistake)).isEqualTo(FailureKind.BAD_REQUEST);
	}

	@Test
	void takesRefusedArgumentsOfClientsForBadRequests() {
		IllegalArgumentException refused = new IllegalArgumentException("model must not be null");
		thrownFrom(refused, "com.openai.core.Check", "com.acme.Assistant");
		assertThat(Classified.kind(refused)).isEqualTo(FailureKind.BAD_REQUEST);
	}

	@Test
	void takesMistakesWithoutStackTraceForTheApplications() {
		NullPointerException mistake = new NullPointerException();
		mistake.setStackTrace(new StackTraceElement[0]);
		assertThat(Classified.kind(mistake)).isEqualTo(FailureKind.BAD_REQUEST);
		thrownFrom(mistake, "java.util.Objects", "java.lang.Thread");
		assertThat(Classified.kind(mistake)).isEqualTo(FailureKind.BAD_REQUEST);
	}

	@Test
	void takesEndOfBodyForHalfAnAnswerAndEndOfConnectionForTheNetwork() {
		EOFException body = new EOFException();
		thrownFrom(body, "okio.RealBufferedSource", "okhttp3.internal.http1.Http1ExchangeCodec$ChunkedSource");
		assertThat(Classified.kind(new OpenAIIoException("Stream failed", body)))
			.isEqualTo(FailureKind.INVALID_RESPONSE);
		EOFException connection = new EOFException("\\n not found: limit=0 content=");
		thrownFrom(connection, "okio.RealBufferedSource", "okhttp3.internal.http1.HeadersReader");
		assertThat(Classified.kind(new OpenAIIoException("Request failed", connection)))
			.isEqualTo(FailureKind.NETWORK_ERROR);
	}

	@Test
	void takesBodyThatWasClosedWhileItWasReadForTimeout() {
		IOException closed = new IOException("closed");
		thrownFrom(closed, "jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream", "com.acme.Assistant");
		assertThat(Classified.kind(closed)).isEqualTo(FailureKind.TIMEOUT);
		IOException reset = new IOException("closed", new SocketException("Connection reset"));
		thrownFrom(reset, "jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream", "com.acme.Assistant");
		assertThat(Classified.kind(reset)).isEqualTo(FailureKind.NETWORK_ERROR);
	}

	@Test
	void knowsTimeoutsOfOtherLibrariesByTheirNames() {
		class ReadTimeoutException extends RuntimeException {

		}
		class PoolAcquireTimeoutException extends ConnectException {

		}
		assertThat(Classified.kind(new ReadTimeoutException())).isEqualTo(FailureKind.TIMEOUT);
		assertThat(Classified.kind(new PoolAcquireTimeoutException())).isEqualTo(FailureKind.TIMEOUT);
	}

	private static Exception sslTimeout() {
		return new SSLException("Read failed", new SocketTimeoutException("Read timed out"));
	}

	private static void thrownFrom(Throwable thrown, String... classNames) {
		thrown.setStackTrace(Stream.of(classNames)
			.map((name) -> new StackTraceElement(name, "call", "File.java", 1))
			.toArray(StackTraceElement[]::new));
	}

}
