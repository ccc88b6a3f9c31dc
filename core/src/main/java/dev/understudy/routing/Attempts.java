package dev.understudy.routing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.understudy.CurrentModel;
import dev.understudy.ModelCall;
import dev.understudy.failure.AttemptTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one blocking attempt within its time.
 * <p>
 * On a platform thread a timed attempt runs on another thread, so that a client that
 * ignores interrupts cannot hold the caller. On a virtual thread, while something hangs
 * on the calling thread that cannot be carried, and without a timeout of its own, it
 * stays where it is and is interrupted.
 * <p>
 * Leaves the interrupt flag of the calling thread as others set it: set when the caller
 * itself was interrupted, clear otherwise.
 */
final class Attempts {

	private static final Logger logger = LoggerFactory.getLogger("dev.understudy.routing");

	private final Timer timer;

	private final Executor threads;

	private final boolean newThreads;

	private final ContextCarrier context;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	Attempts(Timer timer, Executor threads, ContextCarrier context) {
		this.timer = timer;
		this.threads = threads;
		this.newThreads = threads instanceof AttemptThreads own && own.newEach();
		this.context = context;
	}

	/**
	 * Makes an attempt.
	 * @param seat the model's place
	 * @param running the attempt, as code inside it knows it
	 * @param began when it began, by the engine's ticker
	 * @param nanos how long it may take, 0 for no bound
	 * @param question what is asked
	 * @param work what to do with the model
	 * @throws AttemptRefusedException when it could not begin
	 * @throws Exception what the work threw, or that its time was up
	 */
	<T extends @Nullable Object> T make(Seat seat, CurrentModel.Running running, long began, long nanos,
			Question question, ModelCall<T> work) throws Exception {
		if (nanos != 0 && seat.timeoutNanos() != 0 && !VirtualThreads.current() && !rooted(question)) {
			return elsewhere(seat, running, began, nanos, work);
		}
		try {
			return (nanos != 0) ? watched(seat, running, began, nanos, work) : CurrentModel.call(running, work);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ex;
		}
	}

	private <T extends @Nullable Object> T watched(Seat seat, CurrentModel.Running running, long began, long nanos,
			ModelCall<T> work) throws Exception {
		Watch watch = watch(seat, began, nanos);
		T answer;
		try {
			answer = CurrentModel.call(running, work);
		}
		catch (Exception ex) {
			throw watch.stop() ? timeout(seat, nanos, ex) : ex;
		}
		catch (Throwable ex) {
			watch.stop();
			throw ex;
		}
		watch.stop();
		return answer;
	}

	private <T extends @Nullable Object> T elsewhere(Seat seat, CurrentModel.Running running, long began, long nanos,
			ModelCall<T> work) throws Exception {
		Errand<T> errand = errand(seat, running, work);
		Timer.Alarm alarm = alarm(errand, seat, began, nanos);
		try {
			this.threads.execute(errand);
			return errand.get();
		}
		catch (RejectedExecutionException ex) {
			throw new AttemptRefusedException(seat.model().id(), ex);
		}
		catch (CancellationException ex) {
			throw timeout(seat, nanos, null);
		}
		catch (InterruptedException ex) {
			errand.leave();
			Thread.currentThread().interrupt();
			throw ex;
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
		finally {
			alarm.cancel();
		}
	}

	private <T extends @Nullable Object> Errand<T> errand(Seat seat, CurrentModel.Running running, ModelCall<T> work) {
		ContextCarrier.Luggage luggage = this.context.pack();
		return new Errand<>(() -> {
			Runnable undo = this.newThreads ? luggage.unpackOnNewThread() : luggage.unpack();
			try {
				return CurrentModel.call(running, work);
			}
			finally {
				undo.run();
			}
		}, seat.live().abandoned());
	}

	private Timer.Alarm alarm(Errand<?> errand, Seat seat, long began, long nanos) {
		try {
			return this.timer.after(began, nanos, errand::leave);
		}
		catch (RejectedExecutionException ex) {
			throw new AttemptRefusedException(seat.model().id(), ex);
		}
	}

	private Watch watch(Seat seat, long began, long nanos) {
		try {
			return Watch.start(this.timer, began, nanos);
		}
		catch (RejectedExecutionException ex) {
			throw new AttemptRefusedException(seat.model().id(), ex);
		}
	}

	private boolean rooted(Question question) {
		boolean rooted = this.context.rooted();
		if (rooted && this.warned.add(question.subject())) {
			logger.warn("A transaction is active around '{}': its attempts stay on the calling thread and are "
					+ "interrupted at their timeout, which a client may ignore", question.subject());
		}
		return rooted;
	}

	private static AttemptTimeoutException timeout(Seat seat, long nanos, @Nullable Exception instead) {
		AttemptTimeoutException timeout = new AttemptTimeoutException(seat.model().id(), Duration.ofNanos(nanos));
		if (instead != null) {
			timeout.addSuppressed(instead);
		}
		return timeout;
	}

	private static Exception unwrapped(ExecutionException wrapper) {
		Throwable cause = wrapper.getCause();
		if (cause instanceof Exception exception) {
			return exception;
		}
		throw Attempts.<Error>asItIs(cause);
	}

	/** An error, or a throwable that no signature admits: as if there were no hop. */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <X extends Throwable> X asItIs(@Nullable Throwable thrown) throws X {
		throw (X) thrown;
	}

}
