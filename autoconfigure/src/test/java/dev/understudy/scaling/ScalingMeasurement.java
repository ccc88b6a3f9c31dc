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

	private static final Duration WARM_UP = Duration.ofSeconds(15);

	/** Two rounds of looks, so that each instance makes as many. */
	private static final Duration MEASURED = Duration.ofSeconds(60);

	private static final Duration BETWEEN_STANDBYS = Duration.ofMillis(500);

	/** Over before the same model is stood down again. */
	private static final Duration STANDBY = Duration.ofSeconds(2);

	private static final double CALLS = 500;

	private static final double LOOKS_EVERY = 30;

	/** To reserve, for tokens, and for cost. */
	private static final int SCRIPTS_OF_A_CALL = 3;

	private final List<String> table = new ArrayList<>();

	@Test
	void measures() throws Exception {
		say("%s, %s %s, %d cores, Java %s, Redis on the same machine", LocalDate.now(ZoneOffset.UTC),
				System.getProperty("os.name"), System.getProperty("os.arch"),
				Runtime.getRuntime().availableProcessors(), Runtime.version());
		say("");
		say("| instances | calls | standbys | scripts | by the table above | of Redis' time | received | sent | keys | "
				+ "connections | heard after: half | 99 %% | all |");
		say("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
		for (int instances : new int[] { 1, 2, 4, 8 }) {
			measure(instances, CALLS, true);
		}
		measure(8, 0, false);
		Files.write(Path.of("target", "scaling.md"), this.table);
	}

	private void measure(int number, double calls, boolean standbys) throws Exception {
		try (RealRedis server = RealRedis.own()) {
			PlainRedis redis = new PlainRedis(server.port());
			try (Instances instances = Instances.start(number, server.port(), "understudy", calls)) {
				play(instances, WARM_UP, standbys);
				long callsBefore = instances.calls();
				Load before = Load.of(redis);
				List<Long> heard = play(instances, MEASURED, standbys);
				Load load = Load.of(redis).since(before);
				double made = load.aSecond(instances.calls() - callsBefore);
				row(redis, number, made, standbys, load, heard);
			}
		}
	}

	/** Answers after how many µs each instance heard of each standby of another one. */
	private static List<Long> play(Instances instances, Duration length, boolean standbys) throws Exception {
		List<Long> heard = new ArrayList<>();
		long due = System.nanoTime();
		long end = due + length.toNanos();
		for (int number = 0; due < end; number++) {
			if (standbys) {
				heard.addAll(instances.standby(number % instances.number(), PacedInstance.model(number), STANDBY));
			}
			due += BETWEEN_STANDBYS.toNanos();
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
		}
		return heard;
	}

	private void row(PlainRedis redis, int instances, double calls, boolean standbys, Load load, List<Long> heard) {
		double aSecond = standbys ? 1e9 / BETWEEN_STANDBYS.toNanos() : 0;
		int withStandbys = standbys ? PacedInstance.MODELS : 0;
		double expected = calls * SCRIPTS_OF_A_CALL
				+ instances * (PacedInstance.MODELS + 1 + withStandbys) / LOOKS_EVERY + aSecond * (2 + instances);
		List<Long> sorted = heard.stream().sorted().toList();
		say("| %d | %.0f | %.0f | %.1f | %.1f | %.2f %% (%.0f µs each) | %.1f kB | %.1f kB | %d (%d bytes) | %d | %s | %s | %s |",
				instances, calls, aSecond, load.aSecond(load.scripts()), expected, load.aSecond(load.micros()) / 1e4,
				(double) load.micros() / Math.max(1, load.scripts()), load.aSecond(load.in()) / 1e3,
				load.aSecond(load.out()) / 1e3, redis.keys("*").size(), bytes(redis), redis.connections(),
				share(sorted, 0.5), share(sorted, 0.99), share(sorted, 1));
		assertThat(load.scripts()).isPositive();
		assertThat(load.aSecond(load.scripts())).as("no more than was reckoned with").isLessThan(expected * 1.2 + 2);
	}

	/** What Redis needs for all keys. */
	private static long bytes(PlainRedis redis) {
		return redis.keys("*")
			.stream()
			.mapToLong((key) -> (Long) redis.ask("MEMORY", "USAGE", key, "SAMPLES", "0"))
			.sum();
	}

	private static String share(List<Long> sorted, double share) {
		if (sorted.isEmpty()) {
			return "-";
		}
		int place = (int) Math.ceil(share * sorted.size()) - 1;
		return String.format(Locale.ROOT, "%.0f ms", sorted.get(Math.max(0, place)) / 1e3);
	}

	private void say(String line, Object... values) {
		String text = String.format(Locale.ROOT, line, values);
		this.table.add(text);
		System.out.println(text);
	}

}
