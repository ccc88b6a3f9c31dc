package dev.understudy.routing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
 */
final class Attempts {

	private static final Logger logger = LoggerFactory.getLogger("dev.understudy.routing");

	private final Timer timer;

	private final Executor threads;

	private final ContextCarrier context;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	Attempts(Timer timer, Executor threads, ContextCarrier context) {
		this.timer = timer;
		this.threads = threads;
		this.context = context;
	}

	<T extends @Nullable Object> T make(Call call, ModelCall<T> work) throws Exception {
		Seat seat = call.seat();
		long nanos = call.timeoutNanos();
		if (nanos == 0) {
			return on(seat, work);
		}
		if (seat.timeoutNanos() == 0 || VirtualThreads.current() || rooted(call)) {
			return watched(seat, nanos, work);
		}
		return elsewhere(seat, nanos, work);
	}

	/** The attempt itself, with its model as the current one. */
	static <T extends @Nullable Object> T on(Seat seat, ModelCall<T> work) throws Exception {
		CurrentModel.Running before = CurrentModel.exchange(seat);
		try {
			return work.call(seat.model());
		}
		finally {
			CurrentModel.exchange(before);
		}
	}

	private <T extends @Nullable Object> T watched(Seat seat, long nanos, ModelCall<T> work) throws Exception {
		Watch watch = Watch.start(this.timer, nanos);
		T answer;
		try {
			answer = on(seat, work);
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

	private <T extends @Nullable Object> T elsewhere(Seat seat, long nanos, ModelCall<T> work) throws Exception {
		ContextCarrier.Luggage luggage = this.context.pack();
		Errand<T> errand = new Errand<>(() -> {
			Runnable undo = luggage.unpack();
			try {
				return on(seat, work);
			}
			finally {
				undo.run();
			}
		}, seat.live().abandoned());
		this.threads.execute(errand);
		try {
			return errand.get(nanos, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			errand.leave();
			throw timeout(seat, nanos, null);
		}
		catch (InterruptedException ex) {
			errand.leave();
			throw ex;
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
	}

	private boolean rooted(Call call) {
		boolean rooted = this.context.rooted();
		if (rooted && this.warned.add(call.subject())) {
			logger.warn("A transaction is active around '{}': its attempts stay on the calling thread and are "
					+ "interrupted at their timeout, which a client may ignore", call.subject());
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
		if (cause instanceof Error error) {
			throw error;
		}
		return (cause instanceof Exception exception) ? exception : wrapper;
	}

}
