package dev.understudy.sample.simulator.http;

import java.nio.ByteBuffer;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestReaderTests {

	private static final String WHOLE = "POST /chat?x=1 HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello";

	private static final String CHUNKED = "POST /chat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
			+ "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n";

	@ParameterizedTest
	@ValueSource(strings = { WHOLE, CHUNKED })
	void requestIsReadAtOnce(String text) {
		assertThat(new RequestReader().accept(bytes(text))).get().satisfies(RequestReaderTests::isHello);
	}

	@ParameterizedTest
	@ValueSource(strings = { WHOLE, CHUNKED })
	void requestIsReadByteByByte(String text) {
		RequestReader reader = new RequestReader();
		for (int i = 0; i < text.length() - 1; i++) {
			assertThat(reader.accept(bytes(text.substring(i, i + 1)))).isEmpty();
		}
		Optional<WireRequest> request = reader.accept(bytes(text.substring(text.length() - 1)));
		assertThat(request).get().satisfies(RequestReaderTests::isHello);
	}

	@Test
	void chunkThatLooksLikeTheLastOneIsNot() {
		RequestReader reader = new RequestReader();
		assertThat(reader.accept(bytes("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n0\r\n\r\n")))
			.isEmpty();
		assertThat(reader.accept(bytes("abc\r\n0\r\n\r\n"))).get()
			.satisfies((request) -> assertThat(request.body()).asString().isEqualTo("0\r\n\r\nabc"));
	}

	@Test
	void requestWithoutABodyIsWhole() {
		assertThat(new RequestReader().accept(bytes("GET / HTTP/1.1\r\n\r\n"))).get()
			.satisfies((request) -> assertThat(request.body()).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "'hello\r\n\r\n', 400", "'GET / HTTP/1.1\r\nnothing\r\n\r\n', 400",
			"'GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400",
			"'GET / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n', 413",
			"'GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0\r\n\r\n', 400" })
	void nonsenseIsRefused(String text, int status) {
		assertThatExceptionOfType(RefusedRequestException.class)
			.isThrownBy(() -> new RequestReader().accept(bytes(text)))
			.satisfies((refused) -> assertThat(refused.status()).isEqualTo(status));
	}

	@Test
	void endlessHeadIsRefused() {
		assertThatExceptionOfType(RefusedRequestException.class)
			.isThrownBy(() -> new RequestReader().accept(bytes("GET / HTTP/1.1\r\nX: " + "x".repeat(40_000))))
			.satisfies((refused) -> assertThat(refused.status()).isEqualTo(431));
	}

	private static void isHello(WireRequest request) {
		assertThat(request).hasToString("POST /chat");
		assertThat(request.body()).asString().isEqualTo("hello");
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
	}

}
