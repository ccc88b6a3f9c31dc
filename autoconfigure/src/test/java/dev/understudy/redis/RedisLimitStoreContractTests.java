package dev.understudy.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.LimitStoreContract;
import dev.understudy.limit.WhenStoreIsDown;
import dev.understudy.redis.RedisLimitStore.Terms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisLimitStoreContractTests extends LimitStoreContract {

	private static final LettuceConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().lettuce());

	private List<RedisLimitStore> opened;

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

	@AfterEach
	void close() {
		this.opened.forEach(RedisLimitStore::close);
	}

	/** One that waits longer than usual, so that a busy machine decides nothing. */
	@Override
	protected LimitStore store() {
		this.opened = new ArrayList<>();
		RedisLimitStore store = new RedisLimitStore(ScriptRunner.of(FACTORY), RealRedis.prefix(),
				new Terms(RealRedis.PATIENCE, RealRedis.PATIENCE, WhenStoreIsDown.COUNT_LOCALLY, Ticker.system()));
		this.opened.add(store);
		return store;
	}

	@Override
	protected Instant now() {
		return Instant.now();
	}

}
