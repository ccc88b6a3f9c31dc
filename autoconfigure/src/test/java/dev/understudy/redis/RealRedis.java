package dev.understudy.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import redis.embedded.RedisServer;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A Redis that was not written here, on a port of its own, which keeps nothing when it is
 * stopped.
 */
public final class RealRedis implements AutoCloseable {

	/** Of those who want to know what Redis says on a busy machine. */
	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final int port;

	private RedisServer server;

	private RealRedis(int port) {
		this.port = port;
		start();
	}

	/** One for all tests that do not stop it; each has a prefix of its own. */
	public static RealRedis shared() {
		return Shared.REDIS;
	}

	public static RealRedis own() {
		return new RealRedis(freePort());
	}

	public static String prefix() {
		return "test-" + UUID.randomUUID();
	}

	public static LettuceConnectionFactory lettuce(int port) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port));
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	static JedisConnectionFactory jedis(int port) {
		JedisConnectionFactory factory = new JedisConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port),
				JedisClientConfiguration.builder().connectTimeout(PATIENCE).readTimeout(PATIENCE).usePooling().build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	/** So that no test has to wait until a driver is loaded on a busy machine. */
	static <T extends RedisConnectionFactory> T warm(T factory) {
		AtomicBoolean heard = new AtomicBoolean();
		StandbyNotice notice = StandbyNotice.lifted("gpt", System.currentTimeMillis(), StandbyReason.MANUAL);
		try (RedisStateStore store = new RedisStateStore(factory, prefix())) {
			store.listen((any) -> heard.set(true));
			Eventually.eventually("the driver is loaded", PATIENCE, () -> {
				try {
					store.publish(List.of(notice));
				}
				catch (Exception ex) {
					return false;
				}
				return heard.get();
			});
		}
		return factory;
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.port;
	}

	public LettuceConnectionFactory lettuce() {
		return lettuce(this.port);
	}

	JedisConnectionFactory jedis() {
		return jedis(this.port);
	}

	public void start() {
		this.server = RedisServer.builder()
			.port(this.port)
			.bind("127.0.0.1")
			.setting("save \"\"")
			.setting("appendonly no")
			.build();
		this.server.start();
	}

	public void stop() {
		this.server.stop();
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Every key below a prefix with what it holds, and how long it is kept: -1 for ever.
	 */
	static Map<String, String> dump(RedisConnectionFactory factory, String prefix) {
		StringRedisTemplate redis = new StringRedisTemplate(factory);
		Map<String, String> all = new TreeMap<>();
		for (String key : redis.keys(prefix + "*")) {
			String value = switch (redis.type(key)) {
				case HASH -> new TreeMap<>(redis.opsForHash().entries(key)).toString();
				case STRING -> redis.opsForValue().get(key);
				default -> String.valueOf(List.of());
			};
			all.put(key, value + " for " + redis.getExpire(key));
		}
		return all;
	}

	private static final class Shared {

		static final RealRedis REDIS = own();

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(REDIS::stop));
		}

	}

}
