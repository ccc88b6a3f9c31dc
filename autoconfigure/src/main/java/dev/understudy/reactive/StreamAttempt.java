package dev.understudy.reactive;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.CurrentModel;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.Spotlight;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * The model's end of a stream, for one attempt. Takes signals on any thread and keeps
 * them until the run looks; never asks for more than there is room for.
 *
 * @param <T> the elements
 */
final class StreamAttempt<T> implements CoreSubscriber<T> {

	/** Elements that may be under way from the model's stream to the run. */
	static final int WINDOW = 256;

	private static final int REFILL = WINDOW - WINDOW / 4;

	private final Runnable wake;

	private final Context context;

	private final CurrentModel.@Nullable Running running;

	private final Queue<T> arrived = Queues.<T>get(WINDOW).get();

	private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();

	private @Nullable Throwable error;

	private volatile boolean done;

	/** Whether the stream has ended by itself, and there is nothing to cancel. */
	private volatile boolean terminated;

	/** Elements asked for that have not been taken. */
	private int asked;

	/** Where the model's stream is cancelled, which may block. */
	private final Scheduler cancelling;

	private final Spotlight spotlight;

	StreamAttempt(Context context, CurrentModel.@Nullable Running running, Scheduler cancelling, Runnable wake,
			Spotlight spotlight) {
		this.context = context;
		this.running = running;
		this.cancelling = cancelling;
		this.wake = wake;
		this.spotlight = spotlight;
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.upstream.compareAndSet(null, subscription)) {
			this.wake.run();
		}
		else {
			subscription.cancel();
		}
	}

	@Override
	public void onNext(T element) {
		if (this.done || isClosed()) {
			Operators.onDiscard(element, this.context);
			return;
		}
		if (this.arrived.offer(element)) {
			this.wake.run();
		}
		else {
			Operators.onDiscard(element, this.context);
			overflow();
		}
	}

	@Override
	public void onError(Throwable thrown) {
		this.terminated = true;
		fail(thrown);
	}

	@Override
	public void onComplete() {
		this.terminated = true;
		this.done = true;
		this.wake.run();
	}

	/**
	 * Subscribes to what the work returns, unless the attempt was closed. A throw of the
	 * work is a failure like any other.
	 */
	void launch(Callable<? extends Publisher<? extends T>> work) {
		CurrentModel.Running before = CurrentModel.exchange(this.running);
		Runnable close = this.spotlight.open();
		try {
			Flux<T> stream = Flux.from(work.call());
			if (!isClosed()) {
				stream.contextWrite(this::withModel).cancelOn(this.cancelling).subscribe(this);
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
		finally {
			close.run();
			CurrentModel.exchange(before);
		}
	}

	/** Ends the attempt with a failure; later ones are nobody's concern. */
	void fail(Throwable thrown) {
		if (!this.done) {
			this.error = thrown;
			this.done = true;
			this.wake.run();
		}
	}

	/** No longer wants anything of the model's stream. May be called on any thread. */
	void close() {
		Subscription before = this.upstream.getAndSet(Operators.cancelledSubscription());
		if (before != null && !this.terminated) {
			before.cancel();
		}
	}

	/** Whether no more elements will arrive, beyond those that can be taken. */
	boolean isDone() {
		return this.done;
	}

	@Nullable Throwable error() {
		return this.error;
	}

	@Nullable T take() {
		T element = this.arrived.poll();
		if (element != null && --this.asked < -WINDOW) {
			overflow();
		}
		return element;
	}

	void discard() {
		T element = take();
		while (element != null) {
			Operators.onDiscard(element, this.context);
			element = take();
		}
	}

	/** Whether the model's stream owes elements. */
	boolean owes() {
		return this.asked > 0;
	}

	/**
	 * Asks for elements, so that as many are under way as are wanted and there is room
	 * for.
	 */
	void ask(long wanted) {
		Subscription subscription = this.upstream.get();
		if (subscription == null || this.done) {
			return;
		}
		int more = (int) Math.min(wanted, WINDOW) - this.asked;
		if (more > 0 && (wanted < WINDOW || this.asked <= REFILL)) {
			this.asked += more;
			request(subscription, more);
		}
	}

	/** Much of what is lazy happens here, so that it is to find its model. */
	private void request(Subscription subscription, int more) {
		CurrentModel.Running before = CurrentModel.exchange(this.running);
		Runnable close = this.spotlight.open();
		try {
			subscription.request(more);
		}
		finally {
			close.run();
			CurrentModel.exchange(before);
		}
	}

	private Context withModel(Context caller) {
		CurrentModel.Running current = this.running;
		return ((current != null) ? caller.put(CurrentModel.class, current) : caller)
			.putAllMap(this.spotlight.context());
	}

	private void overflow() {
		fail(new InvalidResponseException("The stream sent many more elements than it was asked for"));
	}

	private boolean isClosed() {
		return this.upstream.get() == Operators.cancelledSubscription();
	}

}
