package dev.understudy.redis;

import java.time.Instant;

import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.LimitStoreContract;
import dev.understudy.limit.WhenStoreIsDown;
import dev.understudy.redis.RedisLimitStore.Terms;
import org.junit.jupiter.api.AfterEach;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * What the store of counters does over whatever driver. A test class of a driver says how
 * to connect.
 */
abstract class RedisLimitStoreContract extends LimitStoreContract {

	private final RedisConnectionFactory connections;

	private RedisLimitStore opened;

	RedisLimitStoreContract(RedisConnectionFactory connections) {
		this.connections = connections;
	}

	@AfterEach
	void close() {
		this.opened.close();
	}

	/** One that waits longer than usual, so that a busy machine decides nothing. */
	@Override
	protected LimitStore store() {
		this.opened = new RedisLimitStore(ScriptRunner.of(this.connections), RealRedis.prefix(),
				new Terms(RealRedis.PATIENCE, RealRedis.PATIENCE, WhenStoreIsDown.COUNT_LOCALLY, Ticker.system()));
		return this.opened;
	}

	@Override
	protected Instant now() {
		return Instant.now();
	}

}
