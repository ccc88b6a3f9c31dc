package dev.understudy.routing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.health.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When the thread that rings is awake, and how long there is one.
 */
class RingerTests {

	private static final long SOON = Duration.ofMillis(20).toNanos();

	private static final long HOUR = Duration.ofHours(1).toNanos();

	private static final int MANY = 100_000;

	/**
	 * Wake-ups that were on their way when counting began, each of which may cause one.
	 */
	private static final int FEW = 8;

	private static final Runnable NOTHING = () -> {
	};

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final EngineThreads engineThreads = new EngineThreads();

	private final Ticker clock = Ticker.system();

	private final List<Bell> hung = new ArrayList<>();

	private Ringer ringer = new Ringer(this.clock, HOUR);

	@AfterEach
	void close() {
		this.hung.forEach(Bell::cancel);
		this.ringer.close();
		eventually("the thread has ended", () -> this.engineThreads.count() == 0);
	}

	@Test
	void hasNoThreadBeforeThereIsABell() {
		assertThat(this.engineThreads.count()).isZero();
	}

	@Test
	void laterBellsWakeNobody() throws InterruptedException {
		set(HOUR, NOTHING);
		Thread thread = asleep();
		long waits = waits(thread);
		for (int i = 0; i < MANY; i++) {
			set(2 * HOUR, NOTHING).cancel();
		}
		assertThat(waits(thread)).isLessThanOrEqualTo(waits + FEW);
	}

	@Test
	void bellsThatAreCalledOffAtOnceWakeNobodyButTheFirst() throws InterruptedException {
		set(HOUR, NOTHING).cancel();
		Thread thread = asleep();
		set(2 * HOUR, NOTHING).cancel();
		awaitSleep(thread);
		long waits = waits(thread);
		for (int i = 0; i < MANY; i++) {
			set(2 * HOUR, NOTHING).cancel();
		}
		assertThat(waits(thread)).isLessThanOrEqualTo(waits + FEW);
	}

	@Test
	void bellsThatComeDuringARoundCauseNoFurtherRounds() throws InterruptedException {
		DisturbedClock disturbed = new DisturbedClock();
		this.ringer = new Ringer(disturbed, HOUR);
		Thread thread = asleep();
		for (int i = 0; i < 100; i++) {
			awaitSleep(thread);
		}
		assertThat(disturbed.looks.getAndSet(MANY)).isLessThan(100);
	}

	@Test
	void earlierBellRingsInTimeThoughTheThreadSleepsForALaterOne() throws InterruptedException {
		set(HOUR, NOTHING);
		asleep();
		CountDownLatch rang = new CountDownLatch(1);
		set(SOON, rang::countDown);
		assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void threadEndsWhenThereIsNothingToRingAndAnotherOneBegins() throws InterruptedException {
		this.ringer = new Ringer(this.clock, SOON);
		for (int i = 0; i < 10; i++) {
			CountDownLatch rang = new CountDownLatch(1);
			set(1, rang::countDown);
			assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
			eventually("the thread has ended", () -> this.engineThreads.count() == 0);
		}
	}

	@Test
	void bellThatComesWhenTheThreadIsAboutToEndRings() throws InterruptedException {
		this.ringer = new Ringer(this.clock, 1);
		for (int i = 0; i < MANY / 10; i++) {
			CountDownLatch rang = new CountDownLatch(1);
			set(1, rang::countDown);
			assertThat(rang.await(30, TimeUnit.SECONDS)).as("bell %d", i).isTrue();
		}
	}

	@Test
	void threadEndsAfterACloseOnceTheLastBellIsCalledOff() {
		Bell bell = set(HOUR, NOTHING);
		this.ringer.close();
		assertThat(this.engineThreads.count()).isEqualTo(1);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> set(1, NOTHING));
		bell.cancel();
		eventually("the thread has ended", () -> this.engineThreads.count() == 0);
	}

	@Test
	void actionThatInterruptsTheThreadDoesNotKeepItAwake() throws InterruptedException {
		set(HOUR, NOTHING);
		Thread thread = asleep();
		CountDownLatch rang = new CountDownLatch(1);
		set(1, () -> {
			Thread.currentThread().interrupt();
			rang.countDown();
		});
		assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
		eventually("the thread sleeps",
				() -> thread.getState() == Thread.State.TIMED_WAITING && !thread.isInterrupted());
	}

	@Test
	void keepsNothingOfWhatHasRungOrWasCalledOff() throws InterruptedException {
		CountDownLatch rang = new CountDownLatch(1);
		WeakReference<Object> off = captured(HOUR, true, new CountDownLatch(1));
		WeakReference<Object> rung = captured(1, false, rang);
		assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
		eventually("what was captured is gone", () -> {
			System.gc();
			return off.refersTo(null) && rung.refersTo(null);
		});
	}

	private WeakReference<Object> captured(long nanos, boolean cancel, CountDownLatch rang) {
		Object work = new Object();
		Bell bell = new Strike(() -> {
			assertThat(work).isNotNull();
			rang.countDown();
		});
		this.ringer.set(bell, this.clock.nanos() + nanos);
		if (cancel) {
			bell.cancel();
		}
		return new WeakReference<>(work);
	}

	private Bell set(long nanos, Runnable action) {
		Bell bell = new Strike(action);
		this.ringer.set(bell, this.clock.nanos() + nanos);
		this.hung.add(bell);
		return bell;
	}

	/** The thread, when all is quiet. */
	private Thread asleep() throws InterruptedException {
		AtomicReference<Thread> found = new AtomicReference<>();
		CountDownLatch rang = new CountDownLatch(1);
		set(1, () -> {
			found.set(Thread.currentThread());
			rang.countDown();
		});
		assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
		awaitSleep(found.get());
		return found.get();
	}

	private static void awaitSleep(Thread thread) {
		eventually("the thread sleeps", () -> thread.getState() == Thread.State.TIMED_WAITING);
	}

	private long waits(Thread thread) {
		return this.threads.getThreadInfo(thread.getId()).getWaitedCount();
	}

	/** A bell comes, and is called off, whenever the ringer looks at it. */
	private final class DisturbedClock implements Ticker {

		private final AtomicInteger looks = new AtomicInteger();

		@Override
		public long nanos() {
			boolean ringing = Thread.currentThread().getName().equals("understudy-timer");
			if (ringing && this.looks.incrementAndGet() < MANY) {
				Bell bell = new Strike(NOTHING);
				RingerTests.this.ringer.set(bell, RingerTests.this.clock.nanos() + 2 * HOUR);
				bell.cancel();
			}
			return RingerTests.this.clock.nanos();
		}

		@Override
		public Instant instant() {
			return RingerTests.this.clock.instant();
		}

	}

}
