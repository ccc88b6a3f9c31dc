package dev.understudy.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Has scripts run in Redis, over the application's own connection factory. Makes nobody
 * wait, for a connection neither. Thread-safe.
 */
interface ScriptRunner extends AutoCloseable {

	/**
	 * Runs a script.
	 * @param script the script
	 * @param keys its keys, all of one hash slot
	 * @param arguments its arguments
	 * @return what it answers, on any thread, which must not be held up; cancelling that
	 * withdraws what was not sent yet
	 */
	CompletableFuture<List<Object>> run(Script script, List<String> keys, List<byte[]> arguments);

	@Override
	void close();

	/**
	 * A runner that needs no thread where the driver is Lettuce, and a few otherwise.
	 */
	static ScriptRunner of(RedisConnectionFactory factory) {
		boolean lettuce = ClassUtils.isPresent("io.lettuce.core.RedisFuture", ScriptRunner.class.getClassLoader());
		return (lettuce && LettuceRunner.suits(factory)) ? new LettuceRunner(factory) : new PooledRunner(factory);
	}

}
