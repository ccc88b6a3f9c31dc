package dev.understudy.routing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.health.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SystemTimerTests {

	private static final long SOON = Duration.ofMillis(20).toNanos();

	private final SystemTimer timer = new SystemTimer();

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void pausesForAtLeastTheTimeGiven() throws InterruptedException {
		long before = System.nanoTime();
		this.timer.pause(SOON);
		assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(SOON);
	}

	@Test
	void ringsOnADaemonOfItsOwnAndNotBeforeItsTime() throws InterruptedException {
		AtomicReference<Thread> rang = new AtomicReference<>();
		CountDownLatch done = new CountDownLatch(1);
		long before = System.nanoTime();
		this.timer.in(SOON, () -> {
			rang.set(Thread.currentThread());
			done.countDown();
		});
		await(done);
		assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(SOON);
		assertThat(rang.get().getName()).isEqualTo("understudy-timer");
		assertThat(rang.get().isDaemon()).isTrue();
	}

	@Test
	void alarmThatIsCalledOffDoesNotRing() throws InterruptedException {
		AtomicBoolean rang = new AtomicBoolean();
		CountDownLatch later = new CountDownLatch(1);
		boolean calledOff = ((Bell) this.timer.in(SOON, () -> rang.set(true))).callOff();
		this.timer.in(SOON + 1, later::countDown);
		await(later);
		assertThat(rang.get()).as("it rings if a call comes too late, and only then").isNotEqualTo(calledOff);
	}

	@Test
	void reckonsFromWhatTheSharedTickerShowed() throws InterruptedException {
		AtomicLong at = new AtomicLong();
		CountDownLatch done = new CountDownLatch(1);
		Ticker ticker = Ticker.system();
		try (SystemTimer shared = new SystemTimer(ticker)) {
			shared.after(ticker.nanos() + SOON, SOON, () -> {
				at.set(ticker.nanos());
				done.countDown();
			});
			await(done);
		}
		assertThat(at.get()).isGreaterThanOrEqualTo(2 * SOON);
	}

	@Test
	void takesNoNoticeOfATickerThatItDoesNotShare() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.timer.after(Long.MAX_VALUE - SOON, SOON, done::countDown);
		await(done);
	}

	@Test
	void alarmInTheFarthestFutureIsLegal() throws InterruptedException {
		AtomicBoolean rang = new AtomicBoolean();
		CountDownLatch later = new CountDownLatch(1);
		Timer.Alarm never = this.timer.in(Long.MAX_VALUE, () -> rang.set(true));
		this.timer.in(SOON, later::countDown);
		await(later);
		never.cancel();
		assertThat(rang).isFalse();
	}

	@Test
	void alarmThatThrowsHarmsNoOther() throws InterruptedException {
		CountDownLatch later = new CountDownLatch(1);
		this.timer.in(1, () -> {
			throw new IllegalStateException("a bug");
		});
		this.timer.in(SOON, later::countDown);
		await(later);
	}

	@Test
	void alarmsThatAreSetStillRingAfterAClose() throws InterruptedException {
		CountDownLatch rang = new CountDownLatch(1);
		this.timer.in(SOON, rang::countDown);
		this.timer.close();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.timer.in(1, () -> {
		}));
		await(rang);
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
	}

}
