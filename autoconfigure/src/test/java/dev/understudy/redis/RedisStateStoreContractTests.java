package dev.understudy.redis;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.understudy.health.StateStore;
import dev.understudy.health.StateStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisStateStoreContractTests extends StateStoreContract {

	private static final LettuceConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().lettuce());

	private final List<RedisStateStore> opened = new ArrayList<>();

	private final Map<StateStore, String> prefixes = new IdentityHashMap<>();

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

	@AfterEach
	void close() {
		this.opened.forEach(RedisStateStore::close);
	}

	@Override
	protected StateStore open() {
		return open(RealRedis.prefix());
	}

	@Override
	protected StateStore reopen(StateStore store) {
		((RedisStateStore) store).close();
		return open(this.prefixes.get(store));
	}

	@Override
	protected Optional<StateStore> another(StateStore store) {
		return Optional.of(open(this.prefixes.get(store)));
	}

	private StateStore open(String prefix) {
		RedisStateStore store = new RedisStateStore(FACTORY, prefix, RealRedis.PATIENCE);
		this.opened.add(store);
		this.prefixes.put(store, prefix);
		return store;
	}

}
