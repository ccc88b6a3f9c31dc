package dev.understudy.redis;

import java.time.Duration;
import java.util.Set;

import dev.understudy.Model;
import dev.understudy.Price;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.limit.WhenStoreIsDown;
import dev.understudy.redis.RedisLimitStore.Terms;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Understudy;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * An engine with both stores, as an instance of an application has them.
 */
final class Instance implements AutoCloseable {

	static final String CHAIN = "assistant";

	static final Period DAY = Period.of(Duration.ofDays(1));

	private final RedisStateStore state;

	private final RedisLimitStore limits;

	final Understudy understudy;

	private Instance(RedisStateStore state, RedisLimitStore limits, long max) {
		this.state = state;
		this.limits = limits;
		this.understudy = Understudy.builder()
			.model(ModelSettings.of(new Model("gpt", "openai", "gpt-4.1", Set.of(), 0, new Price(2, 8)))
				.withLimits(Limits.of(Limit.requests(max, DAY), Limit.tokens(1_000_000_000, DAY))))
			.chain(CHAIN, "gpt")
			.stateStore(state)
			.limitStore(limits)
			.build();
	}

	/** With the patience of a service. */
	static Instance of(RedisConnectionFactory factory, String prefix, long max) {
		return new Instance(new RedisStateStore(factory, prefix),
				new RedisLimitStore(factory, prefix, Ticker.system(), WhenStoreIsDown.COUNT_LOCALLY), max);
	}

	/** With the patience of one who wants to know what Redis says on a busy machine. */
	static Instance patient(RedisConnectionFactory factory, String prefix, long max) {
		return new Instance(new RedisStateStore(factory, prefix, RealRedis.PATIENCE),
				new RedisLimitStore(ScriptRunner.of(factory), prefix, new Terms(Duration.ofSeconds(20),
						Duration.ofSeconds(30), WhenStoreIsDown.COUNT_LOCALLY, Ticker.system())),
				max);
	}

	/** Looks often what others have counted. */
	static Instance curious(RedisConnectionFactory factory, String prefix, long max) {
		return new Instance(new RedisStateStore(factory, prefix, RealRedis.PATIENCE),
				new RedisLimitStore(ScriptRunner.of(factory), prefix, new Terms(Duration.ofSeconds(20),
						Duration.ofMillis(200), WhenStoreIsDown.COUNT_LOCALLY, Ticker.system())),
				max);
	}

	String call() {
		return this.understudy.router().call(CHAIN, (model) -> "answer");
	}

	@Override
	public void close() {
		this.understudy.close();
		this.state.close();
		this.limits.close();
	}

}
