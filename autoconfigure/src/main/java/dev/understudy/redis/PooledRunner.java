package dev.understudy.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Runs scripts on a few threads, for drivers that block. More than these can do at once
 * waits in a short queue, and what does not fit there fails.
 */
final class PooledRunner implements ScriptRunner {

	private static final int THREADS = 4;

	private static final int QUEUE = 256;

	private static final long KEEP = 10;

	private final RedisConnectionFactory factory;

	private final ThreadPoolExecutor threads;

	PooledRunner(RedisConnectionFactory factory) {
		this.factory = factory;
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, KEEP, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE),
				(task) -> Daemon.thread(task, "understudy-redis-command"));
		this.threads.allowCoreThreadTimeOut(true);
	}

	@Override
	public CompletableFuture<List<Object>> run(Script script, List<String> keys, List<byte[]> arguments) {
		CompletableFuture<List<Object>> answer = new CompletableFuture<>();
		try {
			this.threads.execute(() -> {
				if (!answer.isDone()) {
					ask(script, keys, arguments, answer);
				}
			});
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private void ask(Script script, List<String> keys, List<byte[]> arguments, CompletableFuture<List<Object>> answer) {
		List<byte[]> all = new ArrayList<>(keys.stream().map(Keys::bytes).toList());
		all.addAll(arguments);
		try (RedisConnection connection = this.factory.getConnection()) {
			List<Object> given = connection.scriptingCommands()
				.eval(Keys.bytes(script.text()), ReturnType.MULTI, keys.size(), all.toArray(byte[][]::new));
			answer.complete((given != null) ? given : List.of());
		}
		catch (RuntimeException | LinkageError ex) {
			answer.completeExceptionally(ex);
		}
	}

}
