package dev.understudy.redis;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.understudy.health.StateStore;
import dev.understudy.health.StateStoreContract;
import org.junit.jupiter.api.AfterEach;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * What the store of standbys does over whatever driver. A test class of a driver says how
 * to connect.
 */
abstract class RedisStateStoreContract extends StateStoreContract {

	private final RedisConnectionFactory connections;

	private final List<RedisStateStore> opened = new ArrayList<>();

	private final Map<StateStore, String> prefixes = new IdentityHashMap<>();

	RedisStateStoreContract(RedisConnectionFactory connections) {
		this.connections = connections;
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
		RedisStateStore store = new RedisStateStore(this.connections, prefix, RealRedis.PATIENCE);
		this.opened.add(store);
		this.prefixes.put(store, prefix);
		return store;
	}

}
