package dev.understudy.health;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallWindowTests {

	private static final ScoreRules SCORE = new ScoreRules(0.6, 0.4, Duration.ofNanos(100));

	private static final ProbeWindow NO_PROBES = new ProbeWindow(100);

	private final Tally tally = new Tally();

	private final CallWindow window = new CallWindow(this.tally, 100);

	@Test
	void isEmptyBeforeTheFirstCall() {
		assertThat(this.window.all(0)).isEqualTo(Totals.NONE);
		assertThat(this.window.deciding(0, Totals.NONE)).isEqualTo(Totals.NONE);
		assertThat(this.window.latencyMean(0)).isZero();
		assertThat(this.window.score(0, SCORE, NO_PROBES)).isEqualTo(0.5);
	}

	@Test
	void callLeavesWithItsSlice() {
		call(9, 0);
		assertThat(this.window.all(99).calls()).isEqualTo(1);
		assertThat(this.window.all(100).calls()).isZero();
	}

	@Test
	void lateReaderLosesNothing() {
		call(5, 0);
		call(25, 0);
		assertThat(this.window.all(15).calls()).isEqualTo(2);
	}

	@Test
	void lateWriterIsCountedInTheRunningSlice() {
		call(95, 0);
		call(5, 0);
		assertThat(this.window.all(100).calls()).isEqualTo(2);
		assertThat(this.window.all(190).calls()).isZero();
	}

	@Test
	void meanAndScoreAreOfTheWindowOnly() {
		call(5, 80);
		call(55, 20);
		assertThat(this.window.latencyMean(60)).isEqualTo(50);
		assertThat(this.window.score(60, SCORE, NO_PROBES)).isEqualTo(0.6 * 0.5 + 0.4);
		assertThat(this.window.latencyMean(110)).isEqualTo(20);
		assertThat(this.window.score(110, SCORE, NO_PROBES)).isEqualTo(0.6 * 0.8 + 0.4);
		failedCall(111);
		assertThat(this.window.score(112, SCORE, NO_PROBES)).isEqualTo(0.6 * 0.8 + 0.4 * 0.5);
		call(215, 20);
		assertThat(this.window.score(215, SCORE, NO_PROBES)).as("the failure has left").isEqualTo(0.6 * 0.8 + 0.4);
		assertThat(this.window.score(1000, SCORE, NO_PROBES)).isEqualTo(0.5);
	}

	@Test
	void partThatRanAheadOfTheWholeIsCut() {
		this.tally.add(0, Tally.Counter.CALLS, 1);
		this.window.at(0);
		this.tally.add(0, Tally.Counter.FAILURES, 1);
		this.tally.add(0, Tally.Counter.SLOW, 1);
		assertThat(this.window.all(1)).isEqualTo(Totals.NONE);
		assertThat(this.window.latencyMean(1)).isZero();
		assertThat(new Totals(3, -1, -1, 0)).isEqualTo(new Totals(3, 0, 0, 0));
	}

	private void call(long at, long took) {
		this.window.at(at);
		this.tally.add(0, Tally.Counter.CALLS, 1);
		this.tally.add(0, Tally.Counter.LATENCY, took);
	}

	private void failedCall(long at) {
		this.window.at(at);
		this.tally.add(0, Tally.Counter.CALLS, 1);
		this.tally.add(0, Tally.Counter.FAILURES, 1);
	}

}
