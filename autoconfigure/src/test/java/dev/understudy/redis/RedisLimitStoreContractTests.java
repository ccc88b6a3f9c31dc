package dev.understudy.redis;

import org.junit.jupiter.api.AfterAll;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisLimitStoreContractTests extends RedisLimitStoreContract {

	private static final LettuceConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().lettuce());

	RedisLimitStoreContractTests() {
		super(FACTORY);
	}

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

}
