package dev.understudy.redis;

import org.junit.jupiter.api.AfterAll;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisStateStoreContractTests extends RedisStateStoreContract {

	private static final LettuceConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().lettuce());

	RedisStateStoreContractTests() {
		super(FACTORY);
	}

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

}
