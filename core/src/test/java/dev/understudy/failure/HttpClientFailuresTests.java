package dev.understudy.failure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a real client makes of a server that fails it.
 */
class HttpClientFailuresTests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void refusedConnectionIsNetworkError() throws Exception {
		int port;
		try (ServerSocket socket = local()) {
			port = socket.getLocalPort();
		}
		assertThat(kind(port)).isEqualTo(FailureKind.NETWORK_ERROR);
		assertThat(asyncKind(request(port, Duration.ofSeconds(30)))).isEqualTo(FailureKind.NETWORK_ERROR);
	}

	@Test
	void connectionClosedWithoutAnswerIsNetworkError() throws Exception {
		try (ServerSocket server = answering("")) {
			assertThat(kind(server.getLocalPort())).isEqualTo(FailureKind.NETWORK_ERROR);
		}
	}

	@Test
	void connectionClosedAmidAnswerIsInvalidResponse() throws Exception {
		try (ServerSocket server = answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
			assertThat(kind(server.getLocalPort())).isEqualTo(FailureKind.INVALID_RESPONSE);
		}
	}

	@Test
	void hostWithoutAddressIsNetworkError() {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://model.invalid/")).build();
		assertThat(Classified.kind(sending(request))).isEqualTo(FailureKind.NETWORK_ERROR);
	}

	@Test
	void secureCallOfPlainServerIsNetworkError() throws Exception {
		try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
			HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.getLocalPort()))
				.build();
			assertThat(Classified.kind(sending(request))).isEqualTo(FailureKind.NETWORK_ERROR);
		}
	}

	@Test
	void lateAnswerIsTimeout() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			try (exchange) {
				done.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		server.start();
		try {
			HttpRequest impatient = request(server.getAddress().getPort(), Duration.ofMillis(500));
			assertThat(Classified.kind(sending(impatient))).isEqualTo(FailureKind.TIMEOUT);
			assertThat(asyncKind(impatient)).isEqualTo(FailureKind.TIMEOUT);
		}
		finally {
			done.countDown();
			server.stop(0);
		}
	}

	@Test
	void interruptIsCancellation() throws Exception {
		try (ServerSocket server = local()) {
			Thread.currentThread().interrupt();
			assertThat(kind(server.getLocalPort())).isEqualTo(FailureKind.CANCELLED);
		}
		finally {
			Thread.interrupted();
		}
	}

	@Test
	void cancelledFutureIsCancellation() {
		CompletableFuture<String> future = new CompletableFuture<>();
		future.cancel(true);
		assertThat(Classified.kind(catchThrowable(future::join))).isEqualTo(FailureKind.CANCELLED);
	}

	private FailureKind kind(int port) {
		return Classified.kind(sending(request(port, Duration.ofSeconds(30))));
	}

	private FailureKind asyncKind(HttpRequest request) {
		return Classified
			.kind(catchThrowable(() -> this.client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join()));
	}

	private Throwable sending(HttpRequest request) {
		return catchThrowable(() -> this.client.send(request, HttpResponse.BodyHandlers.ofString()));
	}

	private static HttpRequest request(int port, Duration timeout) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat")).timeout(timeout).build();
	}

	private static ServerSocket local() throws IOException {
		return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
	}

	private static ServerSocket answering(String text) throws IOException {
		ServerSocket server = local();
		Thread thread = new Thread(() -> {
			while (!server.isClosed()) {
				try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
					socket.getInputStream().read(new byte[1024]);
					out.write(text.getBytes(StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					// the client may be gone, or the server closed
				}
			}
		});
		thread.setDaemon(true);
		thread.start();
		return server;
	}

}
