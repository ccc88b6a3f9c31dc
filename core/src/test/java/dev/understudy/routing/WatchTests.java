package dev.understudy.routing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.ChainExhaustedException;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;

class WatchTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** These timers read a clock of their own. */
	private static final long NOW = 0;

	private static final int RACES = 20_000;

	/** Until either side has won once, on a machine that favours one of them. */
	private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

	private final VirtualTimer timer = new VirtualTimer(new VirtualTicker());

	@AfterEach
	void leavesTheFlagClean() {
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void interruptsTheThreadThatStartedItWhenItsTimeIsUp() {
		Watch watch = start(MINUTE);
		this.timer.advance(MINUTE);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(watch.stop()).isTrue();
	}

	@Test
	void neverRingsAfterItHasBeenStopped() {
		Watch watch = start(MINUTE);
		assertThat(watch.stop()).isFalse();
		assertThat(this.timer.waiting()).isZero();
		this.timer.advance(MINUTE);
	}

	@Test
	void alarmThatComesTooLateToBeCalledOffDoesNotInterrupt() {
		AtomicReference<Runnable> alarm = new AtomicReference<>();
		Watch watch = Watch.start(new DeafTimer(alarm), NOW, 1);
		assertThat(watch.stop()).isFalse();
		alarm.get().run();
	}

	@Test
	void interruptOfTheCallerBeforehandStands() {
		Thread.currentThread().interrupt();
		Watch watch = start(MINUTE);
		this.timer.advance(MINUTE);
		assertThat(watch.stop()).isTrue();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptOfSomebodyElseStandsWhenTheTimeIsNotUp() {
		Watch watch = start(MINUTE);
		Thread.currentThread().interrupt();
		assertThat(watch.stop()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void innerWatchDoesNotSwallowTheInterruptOfAnOuterOne() {
		Watch outer = start(MINUTE);
		Watch inner = start(MINUTE);
		this.timer.advance(MINUTE);
		assertThat(inner.stop()).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(outer.stop()).isTrue();
	}

	@Test
	void innermostWatchDoesNotSwallowTheInterruptOfTheOutermostOne() {
		Watch outermost = start(MINUTE);
		Watch between = start(MINUTE.multipliedBy(2));
		Watch innermost = start(MINUTE);
		this.timer.advance(MINUTE);
		assertThat(innermost.stop()).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(between.stop()).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(outermost.stop()).isTrue();
	}

	@Test
	void outerWatchThatHasNotRungIsNotTakenForOneThatHas() {
		Watch outer = start(MINUTE.multipliedBy(2));
		Watch inner = start(MINUTE);
		this.timer.advance(MINUTE);
		assertThat(inner.stop()).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(outer.stop()).isFalse();
	}

	@Test
	void watchThatWasStoppedIsNoLongerAnOuterOne() {
		Watch first = start(MINUTE);
		this.timer.advance(MINUTE);
		first.stop();
		Watch second = start(MINUTE);
		this.timer.advance(MINUTE);
		second.stop();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void deadlineOfAnOuterCallHoldsThoughAnInnerOneEndsAtTheSameMoment() throws Exception {
		VirtualTicker ticker = new VirtualTicker();
		VirtualTimer time = new VirtualTimer(ticker);
		ChainSettings chain = Timed.chain(NONE, MINUTE, "a");
		try (Understudy understudy = Timed.models("a").chain(chain).ticker(ticker).timer(time).build();
				Hang hang = new Hang()) {
			Caller<String> caller = Caller.calling(() -> understudy.router().call("chain", (outer) -> {
				understudy.router().call("chain", (inner) -> hang.stubbornly());
				new CountDownLatch(1).await();
				return "never";
			}));
			hang.awaitEntered();
			time.advance(MINUTE);
			hang.letGo();
			assertThat(caller.thrown()).isInstanceOf(ChainExhaustedException.class);
			assertThat(caller.interruptedAfterwards()).isFalse();
		}
	}

	@Test
	void watchThatRingsAtTheMomentOfTheEndNeverLeaksAnInterrupt() throws Exception {
		ExecutorService ringer = Executors.newSingleThreadExecutor();
		CyclicBarrier start = new CyclicBarrier(2);
		AtomicReference<Runnable> alarm = new AtomicReference<>();
		int rung = 0;
		int races = 0;
		long end = System.nanoTime() + PATIENCE;
		try {
			while (races < RACES || (rung == 0 || rung == races) && System.nanoTime() < end) {
				races++;
				Watch watch = Watch.start(new DeafTimer(alarm), NOW, 1);
				Runnable ring = alarm.get();
				ringer.execute(() -> {
					meet(start);
					ring.run();
				});
				start.await();
				rung += watch.stop() ? 1 : 0;
				assertThat(Thread.currentThread().isInterrupted()).as("leaked in race %d", races).isFalse();
			}
		}
		finally {
			ringer.shutdown();
		}
		assertThat(rung).as("races that the watch won").isBetween(1, races - 1);
	}

	private Watch start(Duration time) {
		return Watch.start(this.timer, NOW, time.toNanos());
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Hands its alarm out, and cannot call it off. */
	private record DeafTimer(AtomicReference<Runnable> alarm) implements Timer {

		@Override
		public void pause(long nanos) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Alarm in(long nanos, Runnable action) {
			this.alarm.set(action);
			return () -> {
			};
		}

	}

}
