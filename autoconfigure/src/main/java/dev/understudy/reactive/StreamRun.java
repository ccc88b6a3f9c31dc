package dev.understudy.reactive;

import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.routing.ContextCarrier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * One subscription to a stream. Signals of the model, of the caller and of time come on
 * any thread; whoever brings the first of them looks at all of them, one after the other,
 * so that the call itself is on one thread at a time.
 *
 * @param <T> the elements
 */
final class StreamRun<T> implements Subscription {

	private final Outlet<T> outlet;

	private final StreamCall<T> call;

	/** Looks asked for and not yet taken; whoever raises it from zero takes them. */
	private final AtomicInteger due = new AtomicInteger();

	private volatile @Nullable Throwable refused;

	private boolean over;

	StreamRun(RoutedStream<T> stream, CoreSubscriber<? super T> caller, ContextCarrier.Luggage luggage) {
		this.outlet = new Outlet<>(caller);
		this.call = new StreamCall<>(stream, this.outlet, luggage, this::look);
	}

	void start() {
		this.outlet.start(this);
		this.call.leaveHome();
	}

	@Override
	public void request(long count) {
		if (count > 0) {
			this.outlet.demand(count);
		}
		else {
			this.refused = new IllegalArgumentException("The subscriber asked for " + count
					+ " elements, which must be at least one (rule 3.9 of Reactive Streams)");
		}
		look();
	}

	@Override
	public void cancel() {
		this.outlet.cancel();
		this.call.hush();
		look();
	}

	private void look() {
		if (this.due.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			try {
				act();
			}
			catch (Throwable ex) {
				end(ex);
			}
			seen = this.due.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void act() {
		if (this.over) {
			this.call.leave();
		}
		else if (this.outlet.isCancelled()) {
			end(null);
		}
		else if (this.refused != null) {
			end(this.refused);
		}
		else {
			this.call.goOn();
			if (this.outlet.isPlayedOut()) {
				this.over = true;
				this.outlet.close();
			}
		}
	}

	/** Ends what the call did not end itself; twice does nothing. */
	private void end(@Nullable Throwable why) {
		if (this.over) {
			return;
		}
		this.over = true;
		try {
			this.call.leave();
		}
		finally {
			this.outlet.discard();
			if (why != null && !this.outlet.isCancelled()) {
				this.outlet.fail(why);
			}
		}
	}

}
