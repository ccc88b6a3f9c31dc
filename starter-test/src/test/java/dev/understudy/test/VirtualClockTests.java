package dev.understudy.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.routing.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Time that moves only when somebody says so.
 */
class VirtualClockTests {

	private final VirtualClock clock = new VirtualClock();

	private final List<Instant> rung = new ArrayList<>();

	@Test
	void standsStill() {
		long nanos = this.clock.nanos();
		assertThat(this.clock.nanos()).isEqualTo(nanos).isPositive();
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING);
	}

	@Test
	void decisionsAndWallMoveTogether() {
		long nanos = this.clock.nanos();
		this.clock.advance(Duration.ofMinutes(1));
		this.clock.advanceTo(VirtualClock.BEGINNING.plusSeconds(90));
		assertThat(this.clock.nanos() - nanos).isEqualTo(TimeUnit.SECONDS.toNanos(90));
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(90));
	}

	@Test
	void neverRunsBack() {
		this.clock.advance(Duration.ofMinutes(1));
		assertThatThrownBy(() -> this.clock.advance(Duration.ofSeconds(-1)))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Time to pass is 'PT-1S', must not be negative");
		assertThatThrownBy(() -> this.clock.advanceTo(VirtualClock.BEGINNING))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Time to advance to is '2026-01-01T00:00:00Z', must not be before now, '2026-01-01T00:01:00Z'");
	}

	@Test
	void alarmsRingInTheirOrderEachAtItsTime() {
		in(3);
		in(1);
		in(5);
		this.clock.advance(Duration.ofSeconds(4));
		assertThat(this.rung).containsExactly(VirtualClock.BEGINNING.plusSeconds(1),
				VirtualClock.BEGINNING.plusSeconds(3));
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(4));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.rung).hasSize(3);
	}

	@Test
	void alarmThatIsCalledOffDoesNotRing() {
		in(1).cancel();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.rung).isEmpty();
	}

	@Test
	void alarmOfAnAlarmRingsInTheSameStretch() {
		this.clock.in(seconds(1), () -> in(1));
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.rung).containsExactly(VirtualClock.BEGINNING.plusSeconds(2));
	}

	@Test
	void alarmBeyondAllTimeNeverRings() {
		this.clock.in(Long.MAX_VALUE, () -> this.rung.add(this.clock.instant()));
		this.clock.advance(Duration.ofDays(365));
		assertThat(this.rung).isEmpty();
	}

	@Test
	void pauseMovesTheClockInsteadOfTheCaller() throws Exception {
		this.clock.pause(seconds(5));
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(5));
		Thread.currentThread().interrupt();
		assertThatThrownBy(() -> this.clock.pause(seconds(5))).isInstanceOf(InterruptedException.class);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void resetTurnsTheWallBackAndForgetsAlarms() {
		in(1);
		this.clock.advance(Duration.ofMillis(500));
		long nanos = this.clock.nanos();
		this.clock.reset();
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING);
		assertThat(this.clock.nanos()).isEqualTo(nanos);
		this.clock.advance(Duration.ofHours(1));
		assertThat(this.rung).isEmpty();
	}

	@Test
	void timeThatPassesAtAResetPassesNoMore() {
		this.clock.in(seconds(1), () -> {
			this.clock.reset();
			in(1);
		});
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING);
		assertThat(this.rung).isEmpty();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.rung).hasSize(1);
	}

	/** The wait ends between two looks, and whoever waited sets an alarm of his own. */
	@Test
	void alarmForWhatComesAfterAWaitIsNotRungByIt() {
		in(1);
		AtomicInteger looks = new AtomicInteger();
		assertThat(this.clock.passUntil(() -> looks.incrementAndGet() > 1, this.clock.era()))
			.isEqualTo(VirtualClock.Ending.OVER);
		assertThat(this.rung).isEmpty();
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING);
	}

	@Test
	@Timeout(60)
	void whoeverIsToldSomethingMayHearItLate() throws Exception {
		long before = this.clock.changes();
		Thread teller = Thread.currentThread();
		Thread late = new Thread(() -> {
			Awaitility.await().until(() -> teller.getState() == Thread.State.TIMED_WAITING);
			in(1).cancel();
		});
		late.start();
		this.clock.awaitChange(before);
		assertThat(this.clock.changes()).isGreaterThan(before);
		late.join();
	}

	@Test
	@Timeout(60)
	void manyThreadsRingEachAlarmOnce() throws Exception {
		int threads = 4;
		int alarms = 1000;
		AtomicInteger count = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int i = 0; i < threads; i++) {
			executor.execute(() -> {
				try {
					start.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				for (int j = 0; j < alarms; j++) {
					this.clock.in(j, count::incrementAndGet);
					this.clock.advance(Duration.ofNanos(1));
				}
			});
		}
		start.countDown();
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(count).hasValue(threads * alarms);
	}

	private Timer.Alarm in(long seconds) {
		return this.clock.in(seconds(seconds), () -> this.rung.add(this.clock.instant()));
	}

	private static long seconds(long seconds) {
		return TimeUnit.SECONDS.toNanos(seconds);
	}

}
