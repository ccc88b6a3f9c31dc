package dev.understudy.sample.gateway;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import dev.understudy.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody asks a model that talks slowly, and hangs up.
 */
@RunningGateway
class ClientGoneTests {

	@LocalServerPort
	private int port;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Props props;

	@Autowired
	private ModelRegistry registry;

	@Test
	void streamIsCancelledAndTheModelIsNotToBlame() throws IOException {
		this.props.reset();
		long before = cancelled();
		byte[] body = "{\"model\": \"slowly\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}"
			.getBytes(UTF_8);
		try (Socket socket = new Wire(this.port)
			.open("POST /v1/chat/completions HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
					+ body.length)) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream().write(body);
			byte[] first = socket.getInputStream().readNBytes(12);
			assertThat(new String(first, UTF_8)).isEqualTo("HTTP/1.1 200");
		}
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> cancelled() > before);
		serverHasForgottenIt();
		assertThat(this.registry.status("slowly").consecutiveFailures()).isZero();
		assertThat(this.registry.status("slowly").healthy()).isTrue();
	}

	/**
	 * The server ends such a request on several threads. What is asked meanwhile may go
	 * down with it, which is not to befall the next test.
	 */
	private void serverHasForgottenIt() {
		Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
			for (int i = 0; i < 20; i++) {
				new Wire(this.port).send("GET /v1/models HTTP/1.1", new byte[0]);
			}
			return true;
		});
	}

	private long cancelled() {
		return this.meters.find("understudy.attempts")
			.tags("model", "slowly", "result", "cancelled")
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

}
