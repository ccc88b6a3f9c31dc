package dev.understudy.sample.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScriptServerTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	private final AtomicReference<Script> script = new AtomicReference<>(Script.silence(LONG));

	private final ScriptServer server = new ScriptServer(0, (request) -> this.script.get());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void cuesComeOneAfterTheOtherAndThenTheEnd() throws IOException {
		this.script.set(Script.of(Cue.of(Duration.ZERO, "one "), Cue.of(Duration.ofMillis(20), "two "),
				Cue.of(Duration.ZERO, "three")));
		try (Socket socket = ask("/")) {
			assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1)).isEqualTo("one two three");
		}
		await().until(() -> this.server.connections() == 0);
	}

	@Test
	void pauseIsKept() throws IOException {
		this.script.set(Script.of(Cue.of(Duration.ofMillis(150), "late")));
		long start = System.nanoTime();
		try (Socket socket = ask("/")) {
			assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("late");
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
	}

	@Test
	void silenceLastsUntilItsTimeIsOver() throws IOException {
		this.script.set(Script.silence(Duration.ofMillis(100)));
		try (Socket socket = ask("/")) {
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void silenceThatIsOverEndsAtOnce() throws IOException {
		AtomicBoolean so = new AtomicBoolean(true);
		this.script.set(Script.silence(LONG).whileSo(so::get));
		try (Socket socket = ask("/")) {
			await().until(() -> this.server.connections() == 1);
			this.server.endWhatIsOver();
			assertThat(this.server.connections()).isEqualTo(1);
			so.set(false);
			await().until(() -> {
				this.server.endWhatIsOver();
				return this.server.connections() == 0;
			});
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		try (Socket late = ask("/")) {
			assertThat(late.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void whatHasBegunIsPlayedToItsEnd() throws IOException {
		AtomicBoolean so = new AtomicBoolean(true);
		this.script
			.set(Script.of(Cue.of(Duration.ZERO, "one "), Cue.of(Duration.ofMillis(50), "two")).whileSo(so::get));
		try (Socket socket = ask("/")) {
			assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("one ");
			so.set(false);
			this.server.endWhatIsOver();
			assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("two");
		}
	}

	@Test
	void largeAnswerArrivesWhole() throws IOException {
		String large = "x".repeat(3_000_000);
		this.script.set(Script.of(Cue.of(Duration.ZERO, large), Cue.of(Duration.ZERO, "end")));
		try (Socket socket = ask("/")) {
			assertThat(socket.getInputStream().readAllBytes()).asString(ISO_8859_1).isEqualTo(large + "end");
		}
	}

	@Test
	void clientThatHangsUpEndsItsConnection() throws IOException {
		try (Socket socket = ask("/")) {
			await().until(() -> this.server.connections() == 1);
			assertThat(socket.isConnected()).isTrue();
		}
		await().until(() -> this.server.connections() == 0);
	}

	@Test
	void hundredsOfConnectionsNeedNoThreadsAndEndAtOnceWithTheServer() throws IOException {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			sockets.add(ask("/" + i));
		}
		await().until(() -> this.server.connections() == 500);
		// Those of other tests may still come and go, but not by the hundred.
		assertThat(Thread.getAllStackTraces().keySet().stream().filter((thread) -> !before.contains(thread)))
			.hasSizeLessThan(100)
			.filteredOn((thread) -> thread.getName().startsWith("simulator"))
			.hasSizeLessThan(3);
		long start = System.nanoTime();
		this.server.close();
		for (Socket socket : sockets) {
			try (socket; InputStream in = socket.getInputStream()) {
				assertThat(readEnd(in)).isTrue();
			}
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(4));
		assertThat(this.server.connections()).isZero();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ask("/"));
	}

	@Test
	void hundredsOfStreamsAreSentAtOnce() throws IOException {
		Cue[] words = IntStream.range(0, 20).mapToObj((i) -> Cue.of(Duration.ofMillis(5), i + " ")).toArray(Cue[]::new);
		this.script.set(Script.of(words));
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			sockets.add(ask("/" + i));
		}
		for (Socket socket : sockets) {
			try (socket) {
				assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("0 1 2 ").endsWith("18 19 ");
			}
		}
		await().until(() -> this.server.connections() == 0);
	}

	@Test
	void whatIsNoRequestIsRefused() throws IOException {
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.server.port())) {
			socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(ISO_8859_1));
			assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 400 ");
		}
	}

	private static boolean readEnd(InputStream in) {
		try {
			return in.read() < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

	private Socket ask(String path) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.server.port());
		socket.setSoTimeout(60_000);
		socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\n\r\n").getBytes(ISO_8859_1));
		return socket;
	}

}
