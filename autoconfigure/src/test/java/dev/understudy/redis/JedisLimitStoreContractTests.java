package dev.understudy.redis;

import org.junit.jupiter.api.AfterAll;

import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

class JedisLimitStoreContractTests extends RedisLimitStoreContract {

	private static final JedisConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().jedis());

	JedisLimitStoreContractTests() {
		super(FACTORY);
	}

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

}
