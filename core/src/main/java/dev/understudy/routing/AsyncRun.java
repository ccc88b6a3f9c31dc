package dev.understudy.routing;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.understudy.ModelCall;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call on its way. Goes forward in turns, one at a time, on whatever
 * thread brings it forward; only the model itself is called between turns, so that a
 * client that hangs before it returns a stage holds up nobody but its thread.
 *
 * @param <T> what the call answers
 */
final class AsyncRun<T extends @Nullable Object> {

	private final Call call;

	private final ModelCall<? extends CompletionStage<T>> work;

	private final Timer timer;

	private final Executor threads;

	private final ContextCarrier.Luggage luggage;

	/** Whether something hangs on the caller's thread that no luggage holds. */
	private final boolean rooted;

	/** What the caller gets for a failure. */
	private final UnaryOperator<Throwable> told;

	private final CompletableFuture<Routed<T>> result = new CompletableFuture<>();

	/** Turns asked for and not yet taken; whoever raises it from zero takes them. */
	private final AtomicInteger due = new AtomicInteger();

	/** The thread of the caller, until the caller has its future. */
	private volatile @Nullable Thread home = Thread.currentThread();

	// The call, the flight, the wait and the end are changed in turns only.

	private @Nullable Flight<T> flight;

	/** What is waited for between flights, {@code null} for nothing. */
	private @Nullable Wait wait;

	private volatile boolean over;

	AsyncRun(Call call, ModelCall<? extends CompletionStage<T>> work, Timer timer, Executor threads,
			ContextCarrier.Luggage luggage, boolean rooted, UnaryOperator<Throwable> told) {
		this.call = call;
		this.work = work;
		this.timer = timer;
		this.threads = threads;
		this.luggage = luggage;
		this.rooted = rooted;
		this.told = told;
	}

	CompletableFuture<Routed<T>> start() {
		CompletableFuture<?> unused = this.result.whenComplete((routed, thrown) -> {
			if (!this.over) {
				advance();
			}
		});
		advance();
		this.home = null;
		return this.result;
	}

	/** Goes forward until there is something to wait for, in the caller's context. */
	private void advance() {
		if (Thread.currentThread() == this.home) {
			advanceHere();
			return;
		}
		Runnable undo = this.luggage.unpack();
		try {
			advanceHere();
		}
		finally {
			undo.run();
		}
	}

	private void advanceHere() {
		Flight<T> next = turns();
		while (next != null && next.launch(this.work)) {
			next = turns();
		}
	}

	/** Takes the turns that are due; answers the flight that is to be launched. */
	private @Nullable Flight<T> turns() {
		Flight<T> next = null;
		if (this.due.getAndIncrement() == 0) {
			do {
				Flight<T> taken = turn();
				next = (taken != null) ? taken : next;
			}
			while (this.due.decrementAndGet() != 0);
		}
		return next;
	}

	private @Nullable Flight<T> turn() {
		try {
			if (!this.over && this.result.isDone()) {
				withdraw();
			}
			else if (!this.over && landed()) {
				return step();
			}
		}
		catch (RuntimeException | Error ex) {
			breakOff(ex);
		}
		return null;
	}

	/** Reports how the flight ended, if any; answers whether the call is to go on. */
	private boolean landed() {
		Flight<T> last = this.flight;
		if (last == null) {
			return this.wait == null || this.wait.over;
		}
		Flight.Landing<T> landing = last.landing();
		if (landing == null) {
			return false;
		}
		this.flight = null;
		if (landing.thrown() instanceof Exception exception) {
			this.call.failed(exception);
		}
		else if (landing.thrown() != null) {
			breakOff(landing.thrown());
		}
		else {
			answered(landing);
		}
		return !this.over;
	}

	private @Nullable Flight<T> step() {
		stopWaiting();
		if (!this.rooted || Thread.currentThread() != this.home) {
			this.call.reservingLater();
		}
		switch (this.call.next()) {
			case ATTEMPT -> {
				Flight<T> next = new Flight<>(this.call.seat(), this.call.running(), this::advance);
				this.flight = next;
				if (this.call.timeoutNanos() != 0) {
					next.limit(this.call.timeoutNanos(), this.timer, this::offTheTimer);
				}
				return next;
			}
			case PAUSE -> {
				Wait pause = new Wait();
				await(pause, this.timer.resume(this.call.takePause(), pause));
			}
			case RESERVE -> {
				Wait reservation = new Wait();
				await(reservation, this.timer.in(this.call.whenReserved(reservation), reservation));
			}
			case OVER -> conclude();
		}
		return null;
	}

	private void await(Wait next, Timer.Alarm alarm) {
		this.wait = next;
		next.alarm = alarm;
	}

	private void stopWaiting() {
		if (this.wait != null) {
			this.wait.alarm.cancel();
			this.wait = null;
		}
	}

	@SuppressWarnings("NullAway") // the stage of a nullable type may answer null
	private void answered(Flight.Landing<T> landing) {
		this.call.answered(landing.value());
		this.over = true;
		this.result.complete(this.call.routed(landing.value()));
	}

	private void conclude() {
		Conclusion conclusion = this.call.conclude();
		this.over = true;
		Throwable thrown = conclusion.thrown();
		if (thrown != null) {
			this.result.completeExceptionally(this.told.apply(thrown));
		}
		else {
			this.result.complete(this.call.routed(conclusion.<T>answer()));
		}
	}

	/** The future was completed by somebody else, so nobody waits for the call. */
	private void withdraw() {
		this.over = true;
		recall();
		this.call.cancelled(new CancellationException("The caller no longer waits for the answer"));
		this.call.conclude();
	}

	/** The call cannot go on: an {@link Error}, a bug, or the engine was closed. */
	private void breakOff(Throwable thrown) {
		this.over = true;
		recall();
		try {
			this.call.broken();
		}
		finally {
			this.result.completeExceptionally(thrown);
		}
	}

	private void recall() {
		stopWaiting();
		if (this.flight != null) {
			this.flight.callBack();
		}
	}

	/** Client code and continuations must not hold up other alarms, or a store. */
	private void offTheTimer(Runnable task) {
		try {
			this.threads.execute(task);
		}
		catch (RuntimeException | Error ex) {
			// Closed or out of threads: the call still has to come to its end.
			ForkJoinPool.commonPool().execute(task);
		}
	}

	/**
	 * Something that comes to an end between two flights: the first time that it does,
	 * the call goes on, unless it has done so without it.
	 */
	private final class Wait implements Runnable {

		private Timer.Alarm alarm = () -> {
		};

		private volatile boolean over;

		@Override
		public void run() {
			this.over = true;
			offTheTimer(AsyncRun.this::advance);
		}

	}

}
