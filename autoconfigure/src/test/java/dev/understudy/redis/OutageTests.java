package dev.understudy.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis is killed, restarted, and cannot be reached, while calls go on.
 */
class OutageTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	/** What a busy machine with few cores adds to anything. */
	private static final Duration NOISE = Duration.ofMillis(15);

	private final Logger logger = (Logger) LoggerFactory.getLogger(RedisLimitStore.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.setLevel(Level.INFO);
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void end() {
		this.logger.detachAppender(this.lines);
		this.logger.setLevel(null);
	}

	@Test
	void callsGoOnWhileRedisAnswersNothingAndAllIsCountedAfterwards() throws Exception {
		String prefix = RealRedis.prefix();
		LettuceConnectionFactory direct = RealRedis.shared().lettuce();
		try (Partition way = new Partition(RealRedis.shared().port())) {
			LettuceConnectionFactory factory = RealRedis.lettuce(way.port());
			try (Instance instance = Instance.of(factory, prefix, 1_000_000_000)) {
				long calls = calls(instance, 500).size();
				awaitTotal(direct, prefix, calls);
				way.hold();
				List<Long> latencies = new ArrayList<>(during(instance, Duration.ofMillis(2500)));
				calls += latencies.size();
				instance.understudy.registry().disable("gpt", Duration.ofMinutes(5), "by hand");
				eventually("the warning", SOON, () -> warnings() > 0);
				latencies.sort(null);
				assertThat(latencies.get(latencies.size() * 99 / 100))
					.isLessThan(Duration.ofMillis(5).plus(NOISE).toNanos());
				way.heal();
				awaitTotal(direct, prefix, calls);
				eventually("the standby is told", SOON,
						() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("MANUAL"));
				eventually("the end is told", SOON, () -> count("Limits are counted in Redis again") == 1);
			}
			factory.destroy();
		}
		direct.destroy();
		assertThat(warnings()).isOne();
	}

	@Test
	void restartedRedisThatHasForgottenLearnsEverythingAnew() throws Exception {
		String prefix = RealRedis.prefix();
		RealRedis redis = RealRedis.own();
		LettuceConnectionFactory factory = redis.lettuce();
		LettuceConnectionFactory direct = redis.lettuce();
		try (redis; Instance instance = Instance.of(factory, prefix, 1_000_000_000)) {
			calls(instance, 10);
			awaitTotal(direct, prefix, 10);
			instance.understudy.registry().disable("gpt", null, "by hand");
			eventually("the standby is told", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("MANUAL"));
			instance.understudy.registry().enable("gpt");
			eventually("the lift is told", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("MANUAL lift"));
			instance.understudy.registry().disable("gpt", null, "again");
			eventually("the next one is told", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("again"));
			redis.stop();
			instance.understudy.registry().enable("gpt");
			assertThat(calls(instance, 20)).hasSize(20);
			eventually("the warning", SOON, () -> count("Limits cannot be counted in Redis") == 1);
			redis.start();
			awaitTotal(direct, prefix, 30);
			eventually("the lift is told again", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("MANUAL lift"));
			assertThat(count("Limits cannot be counted in Redis")).isOne();
			eventually("the end is told", SOON, () -> count("Limits are counted in Redis again") == 1);
		}
		finally {
			factory.destroy();
			direct.destroy();
		}
	}

	@Test
	void standbyThatRedisForgotIsToldAnewAlthoughNothingHasChanged() {
		String prefix = RealRedis.prefix();
		RealRedis redis = RealRedis.own();
		LettuceConnectionFactory factory = redis.lettuce();
		LettuceConnectionFactory direct = redis.lettuce();
		try (redis; Instance instance = Instance.of(factory, prefix, 1_000_000_000)) {
			instance.understudy.registry().disable("gpt", null, "by hand");
			eventually("the standby is told", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("by hand"));
			redis.stop();
			redis.start();
			eventually("it is told again", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("by hand"));
		}
		finally {
			factory.destroy();
			direct.destroy();
		}
	}

	@Test
	void startWaitsTwoSecondsAtMostForARedisThatAnswersNothing() throws Exception {
		try (Partition way = new Partition(RealRedis.shared().port())) {
			way.hold();
			LettuceConnectionFactory factory = RealRedis.lettuce(way.port());
			String prefix = RealRedis.prefix();
			long begin = System.nanoTime();
			try (Instance instance = Instance.of(factory, prefix, 1000)) {
				assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(3).toNanos());
				assertThat(calls(instance, 10)).hasSize(10);
				way.heal();
				LettuceConnectionFactory direct = RealRedis.shared().lettuce();
				awaitTotal(direct, prefix, 10);
				direct.destroy();
			}
			factory.destroy();
		}
	}

	private static void awaitTotal(LettuceConnectionFactory direct, String prefix, long calls) {
		eventually("all calls are counted", SOON,
				() -> RealRedis.dump(direct, prefix + ":{gpt}:requests").toString().contains("total=" + calls + "}"));
	}

	private static List<Long> calls(Instance instance, int times) {
		List<Long> latencies = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			latencies.add(call(instance));
		}
		return latencies;
	}

	private static List<Long> during(Instance instance, Duration time) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			long end = System.nanoTime() + time.toNanos();
			Callable<List<Long>> task = () -> {
				List<Long> latencies = new ArrayList<>();
				while (System.nanoTime() < end) {
					latencies.add(call(instance));
					Thread.yield();
				}
				return latencies;
			};
			List<Long> all = new ArrayList<>();
			for (Future<List<Long>> each : threads.invokeAll(List.of(task, task))) {
				all.addAll(each.get());
			}
			return all;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static long call(Instance instance) {
		long begin = System.nanoTime();
		assertThat(instance.call()).isEqualTo("answer");
		return System.nanoTime() - begin;
	}

	private long warnings() {
		return count("Limits cannot be counted in Redis");
	}

	private long count(String text) {
		return List.copyOf(this.lines.list)
			.stream()
			.filter((line) -> line.getFormattedMessage().contains(text))
			.count();
	}

}
