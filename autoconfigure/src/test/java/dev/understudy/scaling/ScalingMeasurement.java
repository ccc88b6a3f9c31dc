package dev.understudy.scaling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.understudy.redis.RealRedis;
import dev.understudy.soak.PlainRedis;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures what instances in processes of their own ask of one Redis, and how soon a
 * standby is obeyed elsewhere. No test: it runs only when it is named, as
 * {@code mvn -Pscaling} does, and prints a table for {@code docs/scaling.md}.
 */
class ScalingMeasurement {

	private static final Duration WARM_UP = Duration.ofSeconds(10);

	/** One round of looks, so that each instance makes as many. */
	private static final Duration MEASURED = Duration.ofSeconds(30);

	private static final Duration BETWEEN_STANDBYS = Duration.ofMillis(500);

	/** Over before the same model is stood down again. */
	private static final Duration STANDBY = Duration.ofSeconds(2);

	private static final int[] INSTANCES = Stream.of(System.getProperty("scaling.instances", "1,2,4,8").split(","))
		.mapToInt(Integer::parseInt)
		.toArray();

	private static final double CALLS = 500;

	private static final double LOOKS_EVERY = 30;

	/** To reserve, for tokens, and for cost. */
	private static final int SCRIPTS_OF_A_CALL = 3;

	private final List<String> loads = new ArrayList<>(List.of(
			"| instances | calls | standbys | scripts | reckoned | in Redis | received | sent | keys | connections |",
			"|---|---|---|---|---|---|---|---|---|---|"));

	private final List<String> delays = new ArrayList<>(
			List.of("| instances | standbys | heard by others | half within | 99 % within | all within |",
					"|---|---|---|---|---|---|"));

	@Test
	void measures() throws Exception {
		for (int instances : INSTANCES) {
			measure(instances, CALLS, true);
		}
		measure(INSTANCES[INSTANCES.length - 1], 0, false);
		List<String> page = new ArrayList<>();
		page.add(String.format(Locale.ROOT, "%s, %s %s, %d cores, Java %s, Redis on the same machine",
				LocalDate.now(ZoneOffset.UTC), System.getProperty("os.name"), System.getProperty("os.arch"),
				Runtime.getRuntime().availableProcessors(), Runtime.version()));
		page.addAll(this.loads);
		page.addAll(this.delays);
		page.forEach(System.out::println);
		Files.write(Path.of("target", "scaling.md"), page);
	}

	private void measure(int number, double calls, boolean standbys) throws Exception {
		try (RealRedis server = RealRedis.own()) {
			PlainRedis redis = new PlainRedis(server.port());
			try (Instances instances = Instances.start(number, server.port(), "understudy", calls)) {
				warmUp(instances, standbys);
				long callsBefore = instances.calls();
				Load before = Load.of(redis);
				Heard heard = standbys ? play(instances) : idle();
				Load load = Load.of(redis).since(before);
				double made = load.aSecond(instances.calls() - callsBefore);
				load(redis, number, made, heard.standbys(), load);
				if (standbys && number > 1) {
					delay(number, heard);
				}
			}
		}
	}

	/** Some may not have subscribed yet. */
	private static void warmUp(Instances instances, boolean standbys) {
		long end = System.nanoTime() + WARM_UP.toNanos();
		for (int number = 0; System.nanoTime() < end; number++) {
			if (standbys) {
				instances.standDown(number % instances.number(), PacedInstance.model(number), STANDBY);
			}
			awaitTime(System.nanoTime() + BETWEEN_STANDBYS.toNanos());
		}
		awaitTime(end + 2 * STANDBY.toNanos());
		instances.forget();
	}

	private static Heard play(Instances instances) throws Exception {
		List<Long> micros = new ArrayList<>();
		long end = System.nanoTime() + MEASURED.toNanos();
		int number = 0;
		for (; System.nanoTime() < end; number++) {
			// What was missed is not made up for: a model that is out already tells
			// nothing.
			long due = System.nanoTime() + BETWEEN_STANDBYS.toNanos();
			micros.addAll(instances.standby(number % instances.number(), PacedInstance.model(number), STANDBY));
			awaitTime(due);
		}
		return new Heard(number, micros.stream().sorted().toList());
	}

	private static Heard idle() {
		awaitTime(System.nanoTime() + MEASURED.toNanos());
		return new Heard(0, List.of());
	}

	private static void awaitTime(long due) {
		while (System.nanoTime() < due) {
			LockSupport.parkNanos(due - System.nanoTime());
		}
	}

	private void load(PlainRedis redis, int instances, double calls, int standbys, Load load) {
		double aSecond = load.aSecond(standbys);
		int withStandbys = (standbys != 0) ? PacedInstance.MODELS : 0;
		double reckoned = calls * SCRIPTS_OF_A_CALL
				+ instances * (PacedInstance.MODELS + 1 + withStandbys) / LOOKS_EVERY + aSecond * (2 + instances);
		List<String> keys = redis.keys("*");
		this.loads.add(String.format(Locale.ROOT,
				"| %d | %.0f | %.1f | %.1f | %.1f | %.1f %%, %.0f µs each | %.1f kB | %.1f kB | %d, %d bytes | %d |",
				instances, calls, aSecond, load.aSecond(load.scripts()), reckoned, load.aSecond(load.micros()) / 1e4,
				(double) load.micros() / Math.max(1, load.scripts()), load.aSecond(load.in()) / 1e3,
				load.aSecond(load.out()) / 1e3, keys.size(), bytes(redis), redis.connections()));
		System.out.println(this.loads.get(this.loads.size() - 1));
		assertThat(load.scripts()).isPositive();
		assertThat(load.aSecond(load.scripts())).as("no more than was reckoned with").isLessThan(reckoned * 1.2 + 2);
	}

	private void delay(int instances, Heard heard) {
		this.delays.add(String.format(Locale.ROOT, "| %d | %d | %d of %d | %s | %s | %s |", instances, heard.standbys(),
				heard.micros().size(), heard.standbys() * (instances - 1), heard.within(0.5), heard.within(0.99),
				heard.within(1)));
		System.out.println(this.delays.get(this.delays.size() - 1));
	}

	/** What Redis needs for all keys. */
	private static long bytes(PlainRedis redis) {
		return redis.keys("*")
			.stream()
			.mapToLong((key) -> (Long) redis.ask("MEMORY", "USAGE", key, "SAMPLES", "0"))
			.sum();
	}

	/**
	 * How soon others have heard.
	 *
	 * @param standbys how many there were
	 * @param micros how long it took each of the others each time, in microseconds,
	 * shortest first
	 */
	private record Heard(int standbys, List<Long> micros) {

		String within(double share) {
			int place = Math.max(0, (int) Math.ceil(share * this.micros.size()) - 1);
			return this.micros.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f ms", this.micros.get(place) / 1e3);
		}

	}

}
