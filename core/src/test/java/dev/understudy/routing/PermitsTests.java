package dev.understudy.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PermitsTests {

	@Test
	void givesAsManyAsThereAre() {
		Permits permits = new Permits(2);
		assertThat(permits.most()).isEqualTo(2);
		assertThat(permits.take()).isTrue();
		assertThat(permits.free()).isTrue();
		assertThat(permits.take()).isTrue();
		assertThat(permits.free()).isFalse();
		assertThat(permits.take()).isFalse();
		permits.giveBack();
		assertThat(permits.free()).isTrue();
		assertThat(permits.take()).isTrue();
		assertThat(permits.take()).isFalse();
	}

	@Test
	void whatRunsAnywayTakesOneTooAndLeavesNoneForOthers() {
		Permits permits = new Permits(1);
		permits.hold();
		permits.hold();
		permits.giveBack();
		assertThat(permits.take()).isFalse();
		permits.giveBack();
		assertThat(permits.take()).isTrue();
	}

	@Test
	void withoutABoundThereIsAlwaysOne() {
		Permits permits = new Permits(0);
		assertThat(IntStream.range(0, 1000).allMatch((i) -> permits.take())).isTrue();
		permits.hold();
		permits.giveBack();
		assertThat(permits.free()).isTrue();
	}

	@Test
	void neverGivesMoreAndRefusesNobodyForWhomThereIsOne() throws InterruptedException {
		Permits permits = new Permits(4);
		AtomicInteger held = new AtomicInteger();
		AtomicInteger tooMany = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		Thread[] threads = IntStream.range(0, 4).mapToObj((i) -> new Thread(() -> {
			for (int n = 0; n < 20_000; n++) {
				if (!permits.take()) {
					refused.incrementAndGet();
					continue;
				}
				if (held.incrementAndGet() > 4) {
					tooMany.incrementAndGet();
				}
				held.decrementAndGet();
				permits.giveBack();
			}
		})).toArray(Thread[]::new);
		for (Thread thread : threads) {
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(tooMany).hasValue(0);
		assertThat(refused).hasValue(0);
	}

}
