package dev.understudy.redis;

import org.junit.jupiter.api.AfterAll;

import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

class JedisStateStoreContractTests extends RedisStateStoreContract {

	private static final JedisConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().jedis());

	JedisStateStoreContractTests() {
		super(FACTORY);
	}

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

}
