package dev.understudy.routing;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.ModelCall;
import dev.understudy.Routed;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call on its way. Steps are taken one after the other, on whatever
 * thread brings the call forward.
 *
 * @param <T> what the call answers
 */
final class AsyncRun<T extends @Nullable Object> {

	private final Call call;

	private final ModelCall<? extends CompletionStage<T>> work;

	private final Timer timer;

	private final Executor threads;

	private final ContextCarrier.Luggage luggage;

	private final CompletableFuture<Routed<T>> result = new CompletableFuture<>();

	/** Steps asked for and not yet taken; whoever raises it from zero takes them. */
	private final AtomicInteger due = new AtomicInteger();

	private Flight flight = new Flight();

	private boolean away;

	private boolean over;

	AsyncRun(Call call, ModelCall<? extends CompletionStage<T>> work, Timer timer, Executor threads,
			ContextCarrier.Luggage luggage) {
		this.call = call;
		this.work = work;
		this.timer = timer;
		this.threads = threads;
		this.luggage = luggage;
	}

	CompletableFuture<Routed<T>> start() {
		this.result.whenComplete((routed, thrown) -> {
			if (this.result.isCancelled()) {
				step();
			}
		});
		step();
		return this.result;
	}

	private void step() {
		if (this.due.getAndIncrement() != 0) {
			return;
		}
		do {
			try {
				take();
			}
			catch (RuntimeException | Error ex) {
				this.over = true;
				this.result.completeExceptionally(ex);
			}
		}
		while (this.due.decrementAndGet() != 0);
	}

	private void take() {
		if (this.over) {
			return;
		}
		if (this.result.isCancelled()) {
			cancel();
			return;
		}
		switch (this.call.next()) {
			case ATTEMPT -> attempt();
			case PAUSE -> this.timer.in(this.call.takePause(), () -> this.threads.execute(this::step));
			case OVER -> conclude();
		}
	}

	private void attempt() {
		Flight next = new Flight();
		this.flight = next;
		try {
			next.launch(stage());
		}
		catch (Exception ex) {
			next.land(null, ex);
		}
		catch (Error ex) {
			next.land(null, ex);
		}
	}

	/** Calls the model; away from the thread of the caller, with the caller's context. */
	private CompletionStage<T> stage() throws Exception {
		Runnable undo = this.away ? this.luggage.unpack() : () -> {
		};
		this.away = true;
		try {
			CompletionStage<T> stage = Attempts.on(this.call.seat(), this.work);
			if (stage == null) {
				throw new InvalidResponseException(
						"The call of model '" + this.call.model().id() + "' returned no stage");
			}
			return stage;
		}
		finally {
			undo.run();
		}
	}

	private void cancel() {
		this.over = true;
		if (this.flight.claim()) {
			this.flight.abort();
		}
		this.call.cancelled(new CancellationException("The caller no longer waits for the answer"));
		this.call.conclude();
	}

	private void answered(T value) {
		this.over = true;
		this.call.answered(value);
		this.result.complete(this.call.routed(value));
	}

	private void failed(Throwable thrown) {
		if (thrown instanceof Exception exception) {
			this.call.failed(exception);
			return;
		}
		this.over = true;
		this.call.broken();
		this.result.completeExceptionally(thrown);
	}

	private void conclude() {
		this.over = true;
		Conclusion conclusion = this.call.conclude();
		Throwable thrown = conclusion.thrown();
		if (thrown != null) {
			this.result.completeExceptionally(thrown);
		}
		else {
			this.result.complete(this.call.routed(conclusion.<T>answer()));
		}
	}

	private static Throwable unwrapped(Throwable thrown) {
		Throwable cause = thrown.getCause();
		return (thrown instanceof CompletionException && cause != null) ? cause : thrown;
	}

	/**
	 * One attempt in the air. Whoever claims it first says how it ended; in the meantime
	 * the call stands still.
	 */
	private final class Flight {

		private final AtomicBoolean claimed = new AtomicBoolean();

		private volatile Timer.Alarm alarm = () -> {
		};

		private volatile @Nullable CompletionStage<T> stage;

		void launch(CompletionStage<T> launched) {
			this.stage = launched;
			long nanos = AsyncRun.this.call.timeoutNanos();
			if (nanos != 0 && !this.claimed.get()) {
				String model = AsyncRun.this.call.model().id();
				this.alarm = AsyncRun.this.timer.in(nanos,
						() -> AsyncRun.this.threads.execute(() -> timeOut(model, nanos)));
			}
			launched.whenComplete(this::land);
		}

		void land(@Nullable T value, @Nullable Throwable thrown) {
			if (claim()) {
				if (thrown == null) {
					answer(value);
				}
				else {
					failed(unwrapped(thrown));
				}
				step();
			}
		}

		boolean claim() {
			boolean first = this.claimed.compareAndSet(false, true);
			if (first) {
				this.alarm.cancel();
			}
			return first;
		}

		void abort() {
			CompletionStage<T> launched = this.stage;
			if (launched != null) {
				try {
					launched.toCompletableFuture().cancel(true);
				}
				catch (UnsupportedOperationException ex) {
					// A stage that cannot be cancelled runs on, and nobody hears of it.
				}
			}
		}

		@SuppressWarnings("NullAway") // the stage of a nullable type may answer null
		private void answer(@Nullable T value) {
			answered(value);
		}

		private void timeOut(String model, long nanos) {
			if (claim()) {
				abort();
				failed(new AttemptTimeoutException(model, Duration.ofNanos(nanos)));
				step();
			}
		}

	}

}
