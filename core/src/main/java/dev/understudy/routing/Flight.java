package dev.understudy.routing;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.CurrentModel;
import dev.understudy.ModelCall;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous attempt in the air. It lands once: with what its stage brings, at its
 * timeout, or when it is called back; what comes after that is not heard.
 *
 * @param <T> what the attempt answers
 */
final class Flight<T extends @Nullable Object> {

	private final Seat seat;

	private final CurrentModel.Running running;

	private final Runnable onLanding;

	private final Abandoned.Stay stay;

	private final AtomicReference<@Nullable Landing<T>> landing = new AtomicReference<>();

	private volatile Timer.Alarm alarm = () -> {
	};

	private volatile @Nullable CompletionStage<T> stage;

	private volatile @Nullable Thread launcher;

	/** Only the launching thread looks at it. */
	private boolean landedAtOnce;

	Flight(Seat seat, CurrentModel.Running running, Runnable onLanding) {
		this.seat = seat;
		this.running = running;
		this.onLanding = onLanding;
		this.stay = seat.live().abandoned().stay();
	}

	/** How it ended, {@code null} while it is in the air. */
	@Nullable Landing<T> landing() {
		return this.landing.get();
	}

	/** Lands it when the time is up, on one of the given threads. */
	void limit(long nanos, Timer timer, Executor threads) {
		this.alarm = timer.in(nanos, () -> threads.execute(() -> timeOut(nanos)));
	}

	/**
	 * Calls the model, unless the flight has landed already. Answers whether it lands
	 * meanwhile on this very thread, which then is not told again.
	 */
	boolean launch(ModelCall<? extends CompletionStage<T>> work) {
		if (landing() != null) {
			return false;
		}
		this.launcher = Thread.currentThread();
		this.stay.begin();
		try {
			takeOff(work);
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			land(null, ex);
		}
		finally {
			this.stay.end();
			this.launcher = null;
		}
		return this.landedAtOnce;
	}

	/** Nobody is interested any more. */
	void callBack() {
		landEarly(new CancellationException("The caller no longer waits for the answer"));
	}

	private void takeOff(ModelCall<? extends CompletionStage<T>> work) throws Exception {
		CompletionStage<T> launched = CurrentModel.call(this.running, work);
		if (launched == null) {
			throw new InvalidResponseException("The call of model '" + this.seat.model().id() + "' returned no stage");
		}
		this.stage = launched;
		if (landing() != null) {
			abort();
		}
		launched.whenComplete(this::land);
	}

	private void timeOut(long nanos) {
		if (landEarly(new AttemptTimeoutException(this.seat.model().id(), Duration.ofNanos(nanos)))) {
			this.onLanding.run();
		}
	}

	private boolean landEarly(Exception why) {
		boolean first = settle(null, why);
		if (first) {
			this.stay.leave();
			abort();
		}
		return first;
	}

	private void land(@Nullable T value, @Nullable Throwable thrown) {
		if (settle(value, thrown)) {
			if (Thread.currentThread() == this.launcher) {
				this.landedAtOnce = true;
			}
			else {
				this.onLanding.run();
			}
		}
	}

	private boolean settle(@Nullable T value, @Nullable Throwable thrown) {
		boolean first = this.landing.compareAndSet(null, new Landing<>(value, unwrapped(thrown)));
		if (first) {
			this.alarm.cancel();
		}
		return first;
	}

	private void abort() {
		CompletionStage<T> launched = this.stage;
		if (launched != null) {
			try {
				launched.toCompletableFuture().cancel(true);
			}
			catch (RuntimeException ex) {
				// A stage that cannot be cancelled runs on, and nobody hears of it.
			}
		}
	}

	private static @Nullable Throwable unwrapped(@Nullable Throwable thrown) {
		Throwable failure = thrown;
		while ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) {
			failure = failure.getCause();
		}
		return failure;
	}

	/**
	 * How a flight ended.
	 *
	 * @param value the answer, if nothing was thrown
	 * @param thrown why there is no answer
	 */
	record Landing<T extends @Nullable Object>(@Nullable T value, @Nullable Throwable thrown) {
	}

}
