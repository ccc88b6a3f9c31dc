package dev.understudy.sample.simulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A connection: one request, and the script for it. It waits on no thread. A client that
 * hangs up ends it.
 */
final class Connection {

	/** For a request to come, and for a client to take what is sent. */
	private static final long PATIENCE_SECONDS = 30;

	private static final long FOR_EVER = 0;

	private final AsynchronousSocketChannel channel;

	private final Function<WireRequest, Script> director;

	private final ScheduledExecutorService timers;

	private final Consumer<Connection> whenClosed;

	private final RequestReader reader = new RequestReader();

	private final ByteBuffer buffer = ByteBuffer.allocate(8192);

	private final AtomicBoolean closed = new AtomicBoolean();

	private boolean performing;

	private volatile @Nullable Script unsaid;

	private volatile @Nullable ScheduledFuture<?> waiting;

	Connection(AsynchronousSocketChannel channel, Function<WireRequest, Script> director,
			ScheduledExecutorService timers, Consumer<Connection> whenClosed) {
		this.channel = channel;
		this.director = director;
		this.timers = timers;
		this.whenClosed = whenClosed;
	}

	/**
	 * Reads on while the script is played, for that is how one hears the client leave.
	 */
	void read() {
		try {
			this.channel.read(this.buffer, this.performing ? FOR_EVER : PATIENCE_SECONDS, TimeUnit.SECONDS, this,
					then(this::received));
		}
		catch (RuntimeException ex) {
			close();
		}
	}

	private void received(int count) {
		if (count < 0) {
			close();
			return;
		}
		this.buffer.flip();
		if (!this.performing) {
			listen();
		}
		this.buffer.clear();
		read();
	}

	private void listen() {
		try {
			this.reader.accept(this.buffer).map(this.director).ifPresent(this::perform);
		}
		catch (RefusedRequestException ex) {
			refuse(ex.status());
		}
		catch (RuntimeException ex) {
			refuse(500);
		}
	}

	private void refuse(int status) {
		perform(Script.of(Cue.of(Duration.ZERO, Response.whole(status, Map.of(), "{}"))));
	}

	private void perform(Script script) {
		this.performing = true;
		this.unsaid = script;
		play(script, 0);
		endIfOver();
	}

	/** Ends it when nothing has been sent yet, and nothing is to be waited for. */
	void endIfOver() {
		Script waitedFor = this.unsaid;
		if (waitedFor != null && !waitedFor.lasts().getAsBoolean()) {
			close();
		}
	}

	private void play(Script script, int index) {
		List<Cue> cues = script.cues();
		if (index == cues.size()) {
			after(script.hold(), this::close);
		}
		else {
			Cue cue = cues.get(index);
			after(cue.after(), () -> write(ByteBuffer.wrap(cue.bytes()), script, index));
		}
	}

	private void write(ByteBuffer bytes, Script script, int index) {
		this.unsaid = null;
		try {
			this.channel.write(bytes, PATIENCE_SECONDS, TimeUnit.SECONDS, this, then((count) -> {
				if (bytes.hasRemaining()) {
					write(bytes, script, index);
				}
				else {
					play(script, index + 1);
				}
			}));
		}
		catch (RuntimeException ex) {
			close();
		}
	}

	private void after(Duration wait, Runnable action) {
		if (wait.isZero()) {
			action.run();
			return;
		}
		try {
			this.waiting = this.timers.schedule(action, wait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			close();
		}
		if (this.closed.get()) {
			cancel();
		}
	}

	void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		cancel();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// it is of no use any more
		}
		this.whenClosed.accept(this);
	}

	private void cancel() {
		ScheduledFuture<?> action = this.waiting;
		if (action != null) {
			action.cancel(false);
		}
	}

	private static CompletionHandler<Integer, Connection> then(IntConsumer action) {
		return new CompletionHandler<>() {

			@Override
			public void completed(Integer count, Connection connection) {
				action.accept(count);
			}

			@Override
			public void failed(Throwable thrown, Connection connection) {
				connection.close();
			}

		};
	}

}
