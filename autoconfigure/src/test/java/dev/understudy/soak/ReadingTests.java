package dev.understudy.soak;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.understudy.redis.RealRedis;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is held is found in the readings.
 */
class ReadingTests {

	private static final int LOT = 32 << 20;

	/** Something that others have left behind may go away between two readings. */
	private static final int TRIES = 5;

	@Test
	void findsWhatIsHeld() throws Exception {
		List<String> missed = missed();
		for (int i = 1; i < TRIES && !missed.isEmpty(); i++) {
			missed = missed();
		}
		assertThat(missed).isEmpty();
	}

	/** What is held and not found. */
	private static List<String> missed() throws Exception {
		PlainRedis redis = new PlainRedis(RealRedis.shared().port());
		redis.ask("PING");
		Reading before = Reading.take(redis);
		byte[] held = new byte[LOT];
		CountDownLatch end = new CountDownLatch(1);
		List<Thread> threads = List.of(waiting(end, "understudy-soak-test"), waiting(end, "understudy-attempt-test"));
		try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), RealRedis.shared().port())) {
			connection.getOutputStream().write("PING\r\n".getBytes(UTF_8));
			assertThat(connection.getInputStream().read()).isEqualTo('+');
			Reading after = Reading.take(redis);
			List<String> missed = new ArrayList<>();
			if (after.heap() - before.heap() <= held.length / 2) {
				missed.add("heap");
			}
			if (after.own() <= before.own()) {
				missed.add("our threads");
			}
			if (after.attempts() <= before.attempts()) {
				missed.add("threads of attempts");
			}
			if (after.connections() <= before.connections()) {
				missed.add("connections");
			}
			assertThat(held).hasSize(LOT);
			return missed;
		}
		finally {
			end.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
		}
	}

	@Test
	void complainsOfEachNumberThatGrows() {
		assertThat(Reading.complaints(readings(0, 0, 0, 0, 0))).isEmpty();
		assertThat(Reading.complaints(readings(2 << 20, 0, 0, 0, 0))).singleElement()
			.asString()
			.startsWith("live heap");
		assertThat(Reading.complaints(readings(0, 100, 0, 0, 0))).singleElement().asString().startsWith("number of th");
		assertThat(Reading.complaints(readings(0, 0, 1, 0, 0))).singleElement().asString().startsWith("number of our");
		assertThat(Reading.complaints(readings(0, 0, 0, 11, 0))).singleElement().asString().startsWith("87 threads");
		assertThat(Reading.complaints(readings(0, 0, 0, 0, 1))).singleElement().asString().startsWith("number of conn");
	}

	/** Eight, each with so much more than the one before. */
	private static List<Reading> readings(long heap, long threads, long own, long attempts, long connections) {
		List<Reading> all = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			all.add(new Reading((100 << 20) + i * heap, 50 + i * threads, 6 + i * own, 10 + i * attempts,
					2 + i * connections));
		}
		return all;
	}

	private static Thread waiting(CountDownLatch end, String name) {
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, name);
		thread.start();
		return thread;
	}

}
