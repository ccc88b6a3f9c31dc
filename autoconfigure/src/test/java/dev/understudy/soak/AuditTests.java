package dev.understudy.soak;

import java.util.concurrent.CompletableFuture;

import dev.understudy.CurrentModel;
import dev.understudy.redis.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The audit finds what does not add up.
 */
class AuditTests {

	private final String prefix = RealRedis.prefix();

	private final PlainRedis redis = new PlainRedis(RealRedis.shared().port());

	private final Books books = new Books();

	private House house;

	private Audit audit;

	@BeforeEach
	void open() {
		this.house = House.open(RealRedis.shared().port(), this.prefix);
		this.audit = new Audit(this.house, this.books, this.redis, this.prefix);
		call();
		eventually("it adds up", Performance.SOON, () -> this.audit.differences().isEmpty());
	}

	@AfterEach
	void close() {
		this.house.close();
	}

	@Test
	void findsALeaseThatIsOut() {
		CompletableFuture<?> running = this.house.router()
			.models("lead")
			.<String>routeAsync((model) -> new CompletableFuture<>())
			.toCompletableFuture();
		eventually("it runs", Performance.SOON, () -> this.house.running().get("lead") == 1);
		assertThat(this.audit.leases()).containsExactly("lead runs: 1 instead of 0");
		eventually("it is reserved for", Performance.SOON,
				() -> this.audit.differences().contains("lead requests in Redis: 2 instead of 1"));
		eventually("it is known here", Performance.SOON,
				() -> this.audit.differences().contains("lead requests: 2 instead of 1"));
		running.cancel(true);
		this.books.cancelled("ad-hoc");
		eventually("it adds up", Performance.SOON, () -> this.audit.differences().isEmpty());
	}

	@Test
	void findsAnAnswerThatNobodyGotAndOneThatNobodyGave() {
		this.house.router().models("lead").call((model) -> "lead");
		eventually("it is counted", Performance.SOON,
				() -> this.audit.differences().contains("lead requests in Redis: 2 instead of 1"));
		assertThat(this.audit.differences()).contains("ad-hoc answered: 2 instead of 1",
				"lead answered: 2 instead of 1", "meters of calls: 2 instead of 1",
				"meters of successes: 2 instead of 1");
		this.books.answered("ad-hoc", "lead");
		eventually("it adds up", Performance.SOON, () -> this.audit.differences().isEmpty());
		this.books.answered("ad-hoc", "lead");
		assertThat(this.audit.differences()).contains("lead requests in Redis: 2 instead of 3");
	}

	@Test
	void findsTokensThatWereNotCounted() {
		this.books.used("lead");
		assertThat(this.audit.differences()).containsExactlyInAnyOrder("lead tokens in Redis: 5 instead of 10",
				"lead tokens: 5 instead of 10", "lead cost in Redis: 22000 instead of 44000");
	}

	@Test
	void findsAnAttemptWithoutAnOutcome() {
		this.books.blackout("ad-hoc");
		assertThat(this.audit.differences()).containsExactly("attempts without an outcome: 0 instead of 1");
	}

	@Test
	void findsALimitThatWasPassed() {
		for (int i = 0; i < 201; i++) {
			this.books.answered("thrifty", "capped");
		}
		assertThat(this.audit.differences()).contains("capped answered 201 times, at most 200");
	}

	@Test
	void findsACounterInRedisThatIsOff() {
		String key = this.redis.keys(this.prefix + ":{lead}:requests:*").get(0);
		this.redis.ask("HINCRBY", key, "total", "1");
		assertThat(this.audit.differences()).contains("lead requests in Redis: 2 instead of 1")
			.as("sooner or later it is known here, too")
			.isSubsetOf("lead requests in Redis: 2 instead of 1", "lead requests: 2 instead of 1");
	}

	/** One that the lead answers, whatever the dice say. */
	private void call() {
		String answer = this.house.router().models("lead").call((model) -> {
			CurrentModel.usage(Script.INPUT, Script.OUTPUT);
			this.books.used("lead");
			return model.id();
		});
		this.books.answered("ad-hoc", answer);
	}

}
