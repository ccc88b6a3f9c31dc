package dev.understudy.health;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeWindowTests {

	private final ProbeWindow window = new ProbeWindow(100);

	@Test
	void isEmptyAtFirst() {
		assertThat(this.window.calls(50)).isZero();
		assertThat(this.window.successes(50)).isZero();
		assertThat(this.window.latency(50)).isZero();
	}

	@Test
	void countsWhatCameInTheWindow() {
		this.window.answered(5, 3);
		this.window.answered(7, 4);
		this.window.failed(55);
		assertThat(this.window.calls(60)).isEqualTo(3);
		assertThat(this.window.successes(60)).isEqualTo(2);
		assertThat(this.window.latency(60)).isEqualTo(7);
	}

	@Test
	void forgetsWhatHasLeftTheWindow() {
		this.window.answered(5, 3);
		this.window.failed(55);
		assertThat(this.window.calls(100)).isEqualTo(1);
		assertThat(this.window.calls(1000)).isZero();
	}

	@Test
	void sliceIsUsedAnewWhenItsTimeHasComeAgain() {
		this.window.answered(5, 3);
		this.window.answered(105, 4);
		assertThat(this.window.calls(105)).isEqualTo(1);
		assertThat(this.window.latency(105)).isEqualTo(4);
	}

	@Test
	void losesNoCountAmongThreads() {
		InParallel.run(8, () -> {
			for (int i = 0; i < 1000; i++) {
				this.window.answered(5, 1);
			}
		});
		assertThat(this.window.successes(5)).isEqualTo(8000);
	}

}
