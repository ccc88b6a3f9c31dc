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

	/** A driver that was away tries less and less often. */
	private static final Duration SOON = Duration.ofSeconds(60);

	/** What a busy machine with few cores adds to anything. */
	private static final Duration NOISE = Duration.ofMillis(15);

	/** So many that a machine that stands still for a moment is none of the hundredth. */
	private static final int FEWEST_CALLS = 2_000;

	/** A machine that stands still for a moment may spoil one of them. */
	private static final int TRIES = 3;

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
		Duration most = Duration.ofMillis(5).plus(NOISE);
		LettuceConnectionFactory direct = RealRedis.warm(RealRedis.shared().lettuce());
		try (Partition way = new Partition(RealRedis.shared().port())) {
			LettuceConnectionFactory factory = RealRedis.lettuce(way.port());
			try (Instance instance = Instance.of(factory, prefix, 1_000_000_000)) {
				long calls = calls(instance, 500).size();
				Duration p99 = SOON;
				for (int i = 0; i < TRIES && p99.compareTo(most) >= 0; i++) {
					instance.understudy.registry().enable("gpt");
					awaitTotal(direct, prefix, calls);
					long told = awaitCalm();
					way.hold();
					List<Long> latencies = new ArrayList<>(during(instance, Duration.ofMillis(2500)));
					calls += latencies.size();
					instance.understudy.registry().disable("gpt", Duration.ofMinutes(5), "by hand");
					eventually("the warning", SOON, () -> warnings() > told);
					assertThat(warnings()).as("one warning").isEqualTo(told + 1);
					latencies.sort(null);
					p99 = Duration.ofNanos(latencies.get(latencies.size() * 99 / 100));
					way.heal();
					awaitTotal(direct, prefix, calls);
					eventually("the standby is told", SOON,
							() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("MANUAL"));
					awaitCalm();
				}
				assertThat(p99).isLessThan(most);
			}
			factory.destroy();
		}
		direct.destroy();
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
			long told = awaitCalm();
			redis.stop();
			instance.understudy.registry().enable("gpt");
			assertThat(calls(instance, 20)).hasSize(20);
			eventually("the warning", SOON, () -> warnings() > told);
			assertThat(warnings()).as("one warning").isEqualTo(told + 1);
			redis.start();
			awaitTotal(direct, prefix, 30);
			eventually("the lift is told again", SOON,
					() -> RealRedis.dump(direct, prefix + ":{gpt}:standbys").toString().contains("MANUAL lift"));
			awaitCalm();
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
		Duration most = Duration.ofSeconds(3);
		Duration took = most;
		LettuceConnectionFactory direct = RealRedis.shared().lettuce();
		try (Partition way = new Partition(RealRedis.shared().port())) {
			LettuceConnectionFactory factory = RealRedis.lettuce(way.port());
			for (int i = 0; i < TRIES && took.compareTo(most) >= 0; i++) {
				way.hold();
				String prefix = RealRedis.prefix();
				long begin = System.nanoTime();
				try (Instance instance = Instance.of(factory, prefix, 1000)) {
					took = Duration.ofNanos(System.nanoTime() - begin);
					assertThat(calls(instance, 10)).hasSize(10);
					way.heal();
					awaitTotal(direct, prefix, 10);
				}
			}
			factory.destroy();
		}
		direct.destroy();
		assertThat(took).isLessThan(most);
	}

	/**
	 * Waits until the end of each outage is told, and answers how many there were: a
	 * machine that stands still for a second may look like one.
	 */
	private long awaitCalm() {
		eventually("the end is told", SOON, () -> count("Limits are counted in Redis again") == warnings());
		return warnings();
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
				while (System.nanoTime() < end || latencies.size() < FEWEST_CALLS) {
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
