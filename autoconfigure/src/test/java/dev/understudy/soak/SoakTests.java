package dev.understudy.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.ChainExhaustedException;
import dev.understudy.SkipReason;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import dev.understudy.redis.RealRedis;
import dev.understudy.redis.RedisStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A whole application under full load with failures, outages of Redis and refreshes, for
 * as long as the system property {@code soak.length} says.
 */
class SoakTests {

	private static final Duration LENGTH = DurationStyle.detectAndParse(System.getProperty("soak.length", "20s"));

	private static final long SEED = Long.getLong("soak.seed", 42);

	private static final int PLACES = 4;

	private static final long GLANCE = Duration.ofMillis(100).toNanos();

	private final String prefix = RealRedis.prefix();

	private final Set<Long> before = Reading.ours();

	private final Books books = new Books();

	private RealRedis redis;

	private PlainRedis plain;

	private OutageLog log;

	private House house;

	@BeforeEach
	void open() {
		this.redis = RealRedis.own();
		this.plain = new PlainRedis(this.redis.port());
		this.house = House.open(this.redis.port(), this.prefix, () -> this.log = OutageLog.listen());
	}

	@AfterEach
	void close() {
		this.house.close();
		this.log.close();
		this.redis.close();
	}

	@Test
	void nothingGrowsAndEverythingAddsUp() throws Exception {
		Audit audit = new Audit(this.house, this.books, this.plain, this.prefix);
		List<Reading> readings;
		try (Performance performance = new Performance(this.house, this.redis, this.books, this.log, audit, SEED)) {
			performance.play(LENGTH);
			readings = performance.readings();
			tell(performance);
			addsUp(audit);
			assertThat(this.books.surprises()).as("what reached callers").isEmpty();
			assertThat(this.log.complaints(performance.outages())).as("log").isEmpty();
			eventually("everybody is back", Performance.SOON,
					() -> performance.director().usable("wide").containsAll(List.of("lead", "second", "free")));
			assertThat(performance.director().refreshes()).isPositive();
		}
		assertThat(Reading.complaints(readings)).as("what grew").isEmpty();
		everythingHappened();
		everyPlaceIsFree();
		othersAreHeard();
		this.house.close();
		eventually("our threads have ended", Performance.SOON, () -> this.before.containsAll(Reading.ours()));
		eventually("connections are closed", Performance.SOON, () -> this.plain.connections() == 0);
	}

	private void addsUp(Audit audit) {
		long end = System.nanoTime() + Performance.SOON.toNanos();
		List<String> differences = audit.differences();
		while (!differences.isEmpty() && System.nanoTime() < end) {
			LockSupport.parkNanos(GLANCE);
			differences = audit.differences();
		}
		assertThat(differences).as("what does not add up").isEmpty();
	}

	/** A run in which nothing went wrong would show nothing. */
	private void everythingHappened() {
		for (String what : List.of("assistant answered", "assistant degraded", "assistant failed", "wide answered",
				"wide failed", "thrifty answered", "ad-hoc answered", "matinee answered", "cancelled", " blackouts",
				"answered by capped", "answered by scarce", "answered by second")) {
			assertThat(this.books.sum(what)).as(what).isPositive();
		}
		assertThat(this.log.warnings()).isPositive();
	}

	/** As many attempts as may run at once do, and no more. */
	private void everyPlaceIsFree() {
		List<CompletableFuture<?>> running = new ArrayList<>();
		for (int i = 0; i < PLACES; i++) {
			running.add(this.house.router()
				.models("second")
				.<String>routeAsync((model) -> new CompletableFuture<>())
				.toCompletableFuture());
		}
		eventually("all run", Performance.SOON, () -> this.house.running().get("second") == PLACES);
		assertThatExceptionOfType(ChainExhaustedException.class)
			.isThrownBy(() -> this.house.router().models("second").call((model) -> "no place"))
			.satisfies((ex) -> assertThat(ex.skipped()).containsEntry("second", Set.of(SkipReason.CONCURRENCY.name())));
		running.forEach((each) -> each.cancel(true));
		eventually("all are given back", Performance.SOON, () -> this.house.running().get("second") == 0);
	}

	/** The subscription has outlived everything. */
	private void othersAreHeard() throws Exception {
		LettuceConnectionFactory factory = this.redis.lettuce();
		try (RedisStateStore other = new RedisStateStore(factory, this.prefix)) {
			Instant now = Instant.now();
			other.publish(List.of(StandbyNotice.stands("free", now.toEpochMilli() + TimeUnit.HOURS.toMillis(1),
					new Standby(StandbyReason.MANUAL, now, now.plusSeconds(60), "by another one"))));
			eventually("the other one is heard", Performance.SOON,
					() -> !this.house.registry().status("free").standbys().isEmpty());
		}
		finally {
			factory.destroy();
		}
	}

	private void tell(Performance performance) {
		List<Reading> readings = performance.readings();
		int half = readings.size() / 2;
		long first = Flatness.median(readings.subList(0, half).stream().map(Reading::heap).toList());
		long second = Flatness.median(readings.subList(half, readings.size()).stream().map(Reading::heap).toList());
		System.out
			.printf("Soak of %s with seed %d: %,d calls (%,d answered, %,d degraded, %,d failed, %,d of them cancelled), "
					+ "%d outages, %d warnings, %d refreshes; live heap %.1f MB in the first half, %.1f MB in the second%n",
					LENGTH, SEED, this.books.calls(), this.books.sum(" answered"), this.books.sum(" degraded"),
					this.books.sum(" failed"), this.books.sum("cancelled"), performance.outages(), this.log.warnings(),
					performance.director().refreshes(), first / 1e6, second / 1e6);
		readings.forEach(System.out::println);
	}

}
