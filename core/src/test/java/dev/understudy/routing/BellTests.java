package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BellTests {

	private final AtomicInteger rung = new AtomicInteger();

	private final Bell bell = new Strike(this.rung::incrementAndGet);

	@Test
	void ringsOnce() {
		this.bell.run();
		this.bell.run();
		assertThat(this.rung).hasValue(1);
	}

	@Test
	void doesNotRingOnceItIsCalledOff() {
		assertThat(this.bell.callOff()).isTrue();
		this.bell.run();
		assertThat(this.rung).hasValue(0);
	}

	@Test
	void isCalledOffOnce() {
		this.bell.cancel();
		assertThat(this.bell.callOff()).isFalse();
	}

	@Test
	void isNotCalledOffByItsOwnAction() {
		AtomicInteger calledOff = new AtomicInteger();
		Bell[] itself = new Bell[1];
		itself[0] = new Strike(() -> calledOff.addAndGet(itself[0].callOff() ? 1 : 0));
		itself[0].run();
		assertThat(calledOff).hasValue(0);
		itself[0].awaitRung();
	}

	@Test
	void hasRungThoughItsActionThrew() {
		Bell broken = new Strike(() -> {
			throw new IllegalStateException("a bug");
		});
		assertThatIllegalStateException().isThrownBy(broken::run);
		broken.awaitRung();
		assertThat(broken.callOff()).isFalse();
	}

	@Test
	void leavesItsPlaceWhenItRingsAndWhenItIsCalledOff() {
		Loft loft = new Loft(1, null);
		assertThat(loft.hang(this.bell)).isTrue();
		assertThat(bells(loft)).isEqualTo(1);
		this.bell.run();
		assertThat(bells(loft)).isZero();
		Bell other = new Strike(this.rung::incrementAndGet);
		assertThat(loft.hang(other)).isTrue();
		other.cancel();
		assertThat(bells(loft)).isZero();
	}

	private static int bells(Loft loft) {
		int bells = 0;
		for (int i = 0; i < loft.size(); i++) {
			bells += (loft.at(i) != null) ? 1 : 0;
		}
		return bells;
	}

}
