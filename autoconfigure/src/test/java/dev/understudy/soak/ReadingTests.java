package dev.understudy.soak;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.understudy.redis.RealRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is held is found in the readings.
 */
class ReadingTests {

	private static final int LOT = 32 << 20;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void findsWhatIsHeld() throws Exception {
		PlainRedis redis = new PlainRedis(RealRedis.shared().port());
		redis.ask("PING");
		Reading before = Reading.take(redis, this.meters);
		byte[] held = new byte[LOT];
		this.meters.counter("one.more").increment();
		CountDownLatch end = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "understudy-soak-test");
		thread.start();
		try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), RealRedis.shared().port())) {
			connection.getOutputStream().write("PING\r\n".getBytes(UTF_8));
			assertThat(connection.getInputStream().read()).isEqualTo('+');
			Reading after = Reading.take(redis, this.meters);
			assertThat(after.heap() - before.heap()).isGreaterThan(LOT / 2);
			assertThat(after.own()).isEqualTo(before.own() + 1);
			assertThat(after.connections()).isGreaterThan(before.connections());
			assertThat(after.meters()).isEqualTo(before.meters() + 1);
		}
		finally {
			end.countDown();
			thread.join();
		}
		assertThat(held).hasSize(LOT);
	}

	@Test
	void complainsOfEachNumberThatGrows() {
		List<Reading> flat = readings(0, 0, 0, 0, 0);
		assertThat(Reading.complaints(flat)).isEmpty();
		assertThat(Reading.complaints(readings(4 << 20, 0, 0, 0, 0))).singleElement().asString().startsWith("live heap");
		assertThat(Reading.complaints(readings(0, 100, 0, 0, 0))).singleElement().asString().startsWith("number of threads");
		assertThat(Reading.complaints(readings(0, 0, 1, 0, 0))).singleElement().asString().startsWith("number of our");
		assertThat(Reading.complaints(readings(0, 0, 0, 1, 0))).singleElement().asString().startsWith("number of conn");
		assertThat(Reading.complaints(readings(0, 0, 0, 0, 20))).singleElement().asString().startsWith("number of meters");
	}

	/** Eight, each with so much more than the one before. */
	private static List<Reading> readings(long heap, long threads, long own, long connections, long meters) {
		List<Reading> all = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			all.add(new Reading((100 << 20) + i * heap, 50 + i * threads, 6 + i * own, 2 + i * connections,
					300 + i * meters));
		}
		return all;
	}

}
