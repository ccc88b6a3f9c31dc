package dev.understudy.spring;

import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that delivers events in their order, and the bounded queue before it.
 * Whoever hands in an event neither waits nor takes a lock, and wakes the thread only
 * when there has been nothing to do for a while: in a spate it looks by itself every few
 * milliseconds.
 */
final class EventThread {

	/** Events that may wait; those beyond are dropped. */
	static final int MOST = 1_024;

	/** How long an event waits at most for a thread that had something to do just now. */
	static final Duration NAP = Duration.ofMillis(5);

	/** How long listeners may take for what is queued at the end. */
	static final Duration PATIENCE = Duration.ofSeconds(5);

	/** How long an interrupted listener may take to end. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private static final Logger logger = LoggerFactory.getLogger(ApplicationEvents.class);

	private final Consumer<Object> delivery;

	private final Duration patience;

	private final Thread thread;

	private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger room = new AtomicInteger(MOST);

	private final AtomicLong dropped = new AtomicLong();

	/** What has thrown what. Only of the one thread. */
	private final Set<String> reported = new HashSet<>();

	/** Whether the thread sleeps until it is woken. */
	private volatile boolean idle;

	private volatile boolean ending;

	/** Nothing is delivered any more, whatever is queued. */
	private volatile boolean over;

	EventThread(Consumer<Object> delivery, @Nullable ClassLoader classLoader) {
		this(delivery, classLoader, PATIENCE);
	}

	EventThread(Consumer<Object> delivery, @Nullable ClassLoader classLoader, Duration patience) {
		this.delivery = delivery;
		this.patience = patience;
		// Without what the starting thread would leave to its children.
		this.thread = new Thread(null, this::run, "understudy-events", 0, false);
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(classLoader);
	}

	void start() {
		this.thread.start();
	}

	/** Takes an event, or drops it when there is no room or the thread is over. */
	void hand(Object event) {
		int left = this.room.getAndDecrement();
		if (left > 0) {
			this.queue.add(event);
			// Looked at after the event was added, and set before the queue is looked at.
			if (this.idle || left == MOST / 2) {
				LockSupport.unpark(this.thread);
			}
		}
		else {
			this.room.getAndIncrement();
			this.dropped.getAndIncrement();
		}
		// Whoever ends looks at the queue once more after it said so, and this after it
		// added: one of the two finds the event.
		if (this.over) {
			giveUp();
		}
	}

	/**
	 * Delivers what is queued and ends, within bounds. Returns when that is done; called
	 * by a listener, it delivers the rest itself.
	 */
	void end() {
		this.ending = true;
		if (Thread.currentThread() == this.thread) {
			deliverAll(System.nanoTime() + this.patience.toNanos());
			giveUp();
			return;
		}
		LockSupport.unpark(this.thread);
		if (!ended(this.patience)) {
			giveUp();
			this.thread.interrupt();
			ended(GRACE);
		}
	}

	private void run() {
		while (!this.over) {
			boolean last = this.ending;
			deliverAll(Long.MAX_VALUE);
			reportDropped();
			if (last) {
				giveUp();
				return;
			}
			rest();
		}
	}

	private void rest() {
		if (!this.ending) {
			LockSupport.parkNanos(this, NAP.toNanos());
		}
		this.idle = true;
		if (this.queue.isEmpty() && !this.ending) {
			LockSupport.park(this);
		}
		this.idle = false;
		// Somebody's interrupt would keep it from ever parking again.
		Thread.interrupted();
	}

	/** Until the queue is empty or the time is up. */
	private void deliverAll(long until) {
		Object event = this.queue.poll();
		while (event != null) {
			deliver(event);
			// A spate is over when half of what can wait has found its listeners.
			if (this.room.incrementAndGet() == MOST / 2) {
				reportDropped();
			}
			boolean goOn = !this.over && (until == Long.MAX_VALUE || until - System.nanoTime() > 0);
			event = goOn ? this.queue.poll() : null;
		}
	}

	private void deliver(Object event) {
		try {
			this.delivery.accept(event);
		}
		catch (Throwable ex) {
			report(event, ex);
		}
		// What a listener did to the thread is not for the next one.
		Thread.interrupted();
	}

	private void report(Object event, Throwable thrown) {
		String what = event.getClass().getSimpleName();
		if (this.reported.add(what + thrown.getClass().getName())) {
			StackTraceElement[] trace = thrown.getStackTrace();
			logger.warn("A listener of '{}' threw '{}' at '{}'; later events still come, and the same is not reported "
					+ "again", what, thrown.getClass().getName(), (trace.length != 0) ? trace[0] : "?");
		}
	}

	private void reportDropped() {
		long lost = this.dropped.getAndSet(0);
		if (lost != 0) {
			logger.warn("Listeners were too slow: {} application events were dropped while {} others waited", lost,
					MOST);
		}
	}

	/** Also of those who come when it is over, any number of times. */
	private void giveUp() {
		this.over = true;
		int left = 0;
		while (this.queue.poll() != null) {
			left++;
		}
		this.dropped.getAndAdd(left);
		long lost = this.dropped.getAndSet(0);
		if (lost != 0) {
			logger.warn("{} application events were dropped at the end: listeners were too slow, or they came too late",
					lost);
		}
	}

	/** Waits even when somebody is in a hurry: the wait is bounded. */
	private boolean ended(Duration bound) {
		long until = System.nanoTime() + bound.toNanos();
		boolean interrupted = false;
		boolean waited = false;
		while (!waited) {
			try {
				TimeUnit.NANOSECONDS.timedJoin(this.thread, until - System.nanoTime());
				waited = true;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return !this.thread.isAlive();
	}

}
