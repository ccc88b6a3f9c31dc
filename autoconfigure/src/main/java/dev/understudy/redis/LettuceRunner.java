package dev.understudy.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Runs scripts without a thread, on the connection that the application shares. A thread
 * is needed only to get that, which may take as long as the driver likes.
 */
final class LettuceRunner implements ScriptRunner {

	private static final long KEEP = 10;

	private final RedisConnectionFactory factory;

	private final ExecutorService connector;

	private @Nullable CompletableFuture<Line> line;

	LettuceRunner(RedisConnectionFactory factory) {
		this.factory = factory;
		ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, KEEP, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> Daemon.thread(task, "understudy-redis-connect"), new ThreadPoolExecutor.DiscardPolicy());
		thread.allowCoreThreadTimeOut(true);
		this.connector = thread;
	}

	static boolean suits(RedisConnectionFactory factory) {
		return factory instanceof LettuceConnectionFactory;
	}

	@Override
	public CompletableFuture<List<Object>> run(Script script, List<String> keys, List<byte[]> arguments) {
		byte[][] names = keys.stream().map(Keys::bytes).toArray(byte[][]::new);
		byte[][] values = arguments.toArray(byte[][]::new);
		CompletableFuture<List<Object>> answer = new CompletableFuture<>();
		CompletableFuture<Line> open = line();
		open.whenComplete((connected, failure) -> {
			if (failure != null) {
				drop(open);
				answer.completeExceptionally(failure);
			}
			else if (!answer.isDone()) {
				send(open, connected, script, names, values, answer);
			}
		});
		return answer;
	}

	@Override
	public void close() {
		CompletableFuture<Line> open;
		synchronized (this) {
			open = this.line;
			this.line = CompletableFuture.failedFuture(new IllegalStateException("The store is closed"));
		}
		this.connector.shutdownNow();
		if (open != null) {
			open.thenAccept(Line::close);
		}
	}

	private void send(CompletableFuture<Line> open, Line connected, Script script, byte[][] keys, byte[][] values,
			CompletableFuture<List<Object>> answer) {
		try {
			RedisFuture<List<Object>> sent = connected.commands.evalsha(script.sha(), ScriptOutputType.MULTI, keys,
					values);
			// A command that is withdrawn is not sent again by a driver that reconnects.
			answer.whenComplete((any, failure) -> sent.cancel(false));
			sent.whenComplete((given, failure) -> {
				if (failure instanceof RedisNoScriptException) {
					teach(open, connected, script, keys, values, answer);
				}
				else {
					settle(open, given, failure, answer);
				}
			});
		}
		catch (RuntimeException | LinkageError ex) {
			settle(open, null, ex, answer);
		}
	}

	/** Redis does not know the script yet, or not any more. */
	private void teach(CompletableFuture<Line> open, Line connected, Script script, byte[][] keys, byte[][] values,
			CompletableFuture<List<Object>> answer) {
		if (answer.isDone()) {
			return;
		}
		try {
			RedisFuture<List<Object>> sent = connected.commands.eval(script.text(), ScriptOutputType.MULTI, keys,
					values);
			answer.whenComplete((any, failure) -> sent.cancel(false));
			sent.whenComplete((given, failure) -> settle(open, given, failure, answer));
		}
		catch (RuntimeException | LinkageError ex) {
			settle(open, null, ex, answer);
		}
	}

	private void settle(CompletableFuture<Line> open, @Nullable List<Object> given, @Nullable Throwable failure,
			CompletableFuture<List<Object>> answer) {
		if (failure == null) {
			answer.complete((given != null) ? given : List.of());
		}
		else if (answer.completeExceptionally(failure) && !(failure instanceof RedisCommandExecutionException)) {
			drop(open);
		}
	}

	private synchronized CompletableFuture<Line> line() {
		CompletableFuture<Line> open = this.line;
		if (open == null) {
			open = new CompletableFuture<>();
			this.line = open;
			connect(open);
		}
		return open;
	}

	private void connect(CompletableFuture<Line> open) {
		try {
			this.connector.execute(() -> {
				try {
					open.complete(Line.over(this.factory.getConnection()));
				}
				catch (RuntimeException | LinkageError ex) {
					open.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			open.completeExceptionally(ex);
		}
	}

	/** The next one who needs a connection asks for it anew. */
	private void drop(CompletableFuture<Line> broken) {
		synchronized (this) {
			if (this.line != broken || this.connector.isShutdown()) {
				return;
			}
			this.line = null;
		}
		if (!broken.isCompletedExceptionally()) {
			broken.thenAcceptAsync(Line::close, this.connector);
		}
	}

	/**
	 * A connection, and how to speak over it without waiting.
	 */
	private record Line(RedisConnection connection, RedisClusterAsyncCommands<byte[], byte[]> commands) {

		@SuppressWarnings("unchecked")
		static Line over(RedisConnection connection) {
			return new Line(connection, (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection());
		}

		void close() {
			try {
				this.connection.close();
			}
			catch (RuntimeException ex) {
				// It is of no use any more in either case.
			}
		}

	}

}
