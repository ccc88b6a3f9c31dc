package dev.understudy.reactive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The caller's end of a stream: what the caller has asked for, and what is held back.
 * <p>
 * Only {@link #demand(long)} and {@link #cancel()} may be called on any thread, the rest
 * on one thread at a time.
 *
 * @param <T> the elements
 */
final class Outlet<T> {

	private final CoreSubscriber<? super T> caller;

	private final AtomicLong demand = new AtomicLong();

	private final Deque<T> held = new ArrayDeque<>();

	private volatile boolean cancelled;

	/** Whether what is held may reach the caller. */
	private boolean open;

	private boolean ending;

	private @Nullable Throwable error;

	Outlet(CoreSubscriber<? super T> caller) {
		this.caller = caller;
	}

	void start(Subscription subscription) {
		this.caller.onSubscribe(subscription);
	}

	Context context() {
		return this.caller.currentContext();
	}

	void demand(long more) {
		this.demand.accumulateAndGet(more, Operators::addCap);
	}

	void cancel() {
		this.cancelled = true;
	}

	boolean isCancelled() {
		return this.cancelled;
	}

	/** What the caller waits for, beyond what is held. */
	long wanted() {
		long asked = this.demand.get();
		return (asked != Long.MAX_VALUE) ? asked - this.held.size() : asked;
	}

	int held() {
		return this.held.size();
	}

	void open() {
		this.open = true;
	}

	boolean isOpen() {
		return this.open;
	}

	void hold(T element) {
		this.held.add(element);
	}

	/** Hands the caller what it has asked for of what is held. */
	void deliver() {
		while (this.open && !this.cancelled && this.demand.get() != 0) {
			T element = this.held.poll();
			if (element == null) {
				return;
			}
			this.demand.accumulateAndGet(1, (asked, one) -> (asked != Long.MAX_VALUE) ? asked - one : asked);
			this.caller.onNext(element);
		}
	}

	/** Lets nothing follow what is held but the end. */
	void end(@Nullable Throwable why) {
		this.ending = true;
		this.error = why;
	}

	/** Whether nothing is left but the end. */
	boolean isPlayedOut() {
		return this.ending && !this.cancelled && this.held.isEmpty();
	}

	void close() {
		Throwable why = this.error;
		if (why != null) {
			this.caller.onError(why);
		}
		else {
			this.caller.onComplete();
		}
	}

	/** Ends the stream at once. */
	void fail(Throwable why) {
		discard();
		this.caller.onError(why);
	}

	void discard() {
		Context context = context();
		T element = this.held.poll();
		while (element != null) {
			Operators.onDiscard(element, context);
			element = this.held.poll();
		}
	}

}
