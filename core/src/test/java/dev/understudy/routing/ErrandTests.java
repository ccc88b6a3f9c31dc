package dev.understudy.routing;

import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ErrandTests {

	private final Abandoned abandoned = new Abandoned("a", 2);

	@Test
	void errandThatIsLeftIsCountedUntilItReturns() throws Exception {
		try (Hang hang = new Hang()) {
			Errand<String> errand = new Errand<>(hang::stubbornly, this.abandoned);
			Caller<Void> worker = running(errand);
			hang.awaitEntered();
			errand.leave();
			assertThat(this.abandoned.count()).isEqualTo(1);
			hang.awaitInterrupted();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(errand::get);
			hang.letGo();
			worker.answer();
			assertThat(this.abandoned.count()).isZero();
		}
	}

	@Test
	void errandThatIsLeftTwiceIsCountedOnce() throws Exception {
		try (Hang hang = new Hang()) {
			Errand<String> errand = new Errand<>(hang::stubbornly, this.abandoned);
			running(errand);
			hang.awaitEntered();
			errand.leave();
			errand.leave();
			assertThat(this.abandoned.count()).isEqualTo(1);
			hang.letGo();
			eventually("the errand is gone", () -> this.abandoned.count() == 0);
		}
	}

	@Test
	void errandThatIsLeftBeforeItBeginsCallsNobodyAndIsNotCounted() {
		Errand<String> errand = new Errand<>(() -> {
			throw new AssertionError("called");
		}, this.abandoned);
		errand.leave();
		assertThat(this.abandoned.count()).isZero();
		errand.run();
		assertThat(errand.isCancelled()).isTrue();
		assertThat(this.abandoned.count()).isZero();
	}

	@Test
	void errandThatHasReturnedIsNotCountedWhenItIsLeft() throws Exception {
		Errand<String> errand = new Errand<>(() -> "answer", this.abandoned);
		errand.run();
		errand.leave();
		assertThat(this.abandoned.count()).isZero();
		assertThat(errand.get()).isEqualTo("answer");
	}

	@Test
	void whoWaitsIsInterruptedAtOnce() throws Exception {
		try (Hang hang = new Hang()) {
			Errand<String> errand = new Errand<>(hang::stubbornly, this.abandoned);
			running(errand);
			hang.awaitEntered();
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(errand::get);
			hang.letGo();
			assertThat(errand.get()).isNotNull();
		}
	}

	@Test
	void threadCarriesNoInterruptIntoItsNextErrand() {
		Errand<String> errand = new Errand<>(() -> {
			Thread.currentThread().interrupt();
			return "answer";
		}, this.abandoned);
		errand.run();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void tooManyAreAsManyAsMayBe() {
		Abandoned.Stay first = left();
		assertThat(this.abandoned.tooMany()).isFalse();
		Abandoned.Stay second = left();
		assertThat(this.abandoned.tooMany()).isTrue();
		first.end();
		assertThat(this.abandoned.tooMany()).isFalse();
		second.end();
		second.end();
		assertThat(this.abandoned.count()).isZero();
	}

	private Abandoned.Stay left() {
		Abandoned.Stay stay = this.abandoned.stay();
		stay.begin();
		stay.leave();
		return stay;
	}

	private static Caller<Void> running(Errand<?> errand) {
		return Caller.calling(() -> {
			errand.run();
			return null;
		});
	}

}
