package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads that set alarms, call them off and are interrupted, on the real timer.
 */
class WatchRaceTests {

	/** These timers read a clock of their own. */
	private static final long NOW = 0;

	private static final int THREADS = 8;

	private static final int ROUNDS = 1_000;

	private static final int ALARMS = 40_000;

	private static final int CALLERS = 10_000;

	private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

	private static final long MOST = Duration.ofMillis(2).toNanos();

	private final SystemTimer timer = new SystemTimer();

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void watchesThatRingAboutWhenTheyAreStoppedLeakNoInterruptAndSwallowNone() throws Exception {
		LongAdder rung = new LongAdder();
		LongAdder silent = new LongAdder();
		List<Caller<Void>> callers = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = new SplittableRandom(i);
			callers.add(Caller.calling(() -> {
				for (int j = 0; j < ROUNDS; j++) {
					(watched(random, random.nextInt(3), true) ? rung : silent).increment();
					assertThat(Thread.currentThread().isInterrupted()).isFalse();
				}
				return null;
			}));
		}
		for (Caller<Void> caller : callers) {
			caller.answer();
			assertThat(caller.interruptedAfterwards()).isFalse();
		}
		assertThat(rung.sum()).isPositive();
		assertThat(silent.sum()).isPositive();
	}

	@Test
	void everyAlarmRingsOnceOrIsCalledOff() throws Exception {
		AtomicIntegerArray rung = new AtomicIntegerArray(THREADS * ALARMS);
		AtomicIntegerArray off = new AtomicIntegerArray(THREADS * ALARMS);
		List<Caller<Void>> callers = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int first = i * ALARMS;
			SplittableRandom random = new SplittableRandom(i);
			callers.add(Caller.calling(() -> {
				List<Bell> bells = new ArrayList<>();
				for (int j = 0; j < ALARMS; j++) {
					int number = first + j;
					bells.add((Bell) this.timer.in(random.nextLong(MOST), () -> rung.incrementAndGet(number)));
					int other = random.nextInt(Math.max(0, j - 100), j + 1);
					if (random.nextBoolean() && bells.get(other).callOff()) {
						off.incrementAndGet(first + other);
					}
				}
				return null;
			}));
		}
		for (Caller<Void> caller : callers) {
			caller.answer();
		}
		for (int i = 0; i < rung.length(); i++) {
			int number = i;
			eventually("alarm " + i + " has rung or is off", () -> rung.get(number) + off.get(number) == 1);
		}
		CountDownLatch last = new CountDownLatch(1);
		this.timer.in(2 * MOST, last::countDown);
		assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(IntStream.range(0, rung.length())).allMatch((i) -> rung.get(i) + off.get(i) == 1);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
	void tenThousandVirtualThreadsThatHangAreAllInterrupted() throws Exception {
		AtomicInteger interrupted = new AtomicInteger();
		List<Caller<Void>> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			callers.add(Caller.callingVirtually(() -> {
				Watch watch = Watch.start(this.timer, NOW, Duration.ofMillis(500).toNanos());
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					interrupted.incrementAndGet();
				}
				assertThat(watch.stop()).isTrue();
				return null;
			}));
		}
		for (Caller<Void> caller : callers) {
			caller.answer();
			assertThat(caller.interruptedAfterwards()).isFalse();
		}
		assertThat(interrupted).hasValue(CALLERS);
	}

	/** Whether the time was up, with some watches inside of this one. */
	private boolean watched(SplittableRandom random, int inside, boolean outermost) {
		Watch watch = Watch.start(this.timer, NOW, random.nextLong(MOST));
		if (inside > 0) {
			watched(random, inside - 1, false);
		}
		boolean patient = random.nextInt(4) == 0;
		long end = System.nanoTime() + (patient ? PATIENCE : random.nextLong(MOST));
		while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		boolean interrupted = Thread.currentThread().isInterrupted();
		boolean up = watch.stop();
		assertThat(interrupted || !patient).as("an interrupt that came, in spite of those inside").isTrue();
		assertThat(up || !interrupted || !outermost).as("an interrupt that somebody asked for").isTrue();
		return up;
	}

}
