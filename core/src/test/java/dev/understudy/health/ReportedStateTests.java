package dev.understudy.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.StandbyReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportedStateTests {

	private final WatchedModel model = new WatchedModel();

	private final ReportedState state = new ReportedState("gpt", this.model.ticker, this.model,
			this.model.health.statistics());

	@Test
	void whoeverComesSecondChangesAndReportsNothing() {
		HealthSnapshot seen = this.state.get();
		HealthSnapshot winner = seen.with(hold(StandbyReason.MANUAL));
		assertThat(this.state.replace(seen, winner)).isTrue();
		assertThat(this.state.replace(seen, seen.with(hold(StandbyReason.SLOW)))).isFalse();
		assertThat(this.state.get()).isSameAs(winner);
		assertThat(this.model.reports).containsExactly("gpt down MANUAL");
	}

	@Test
	void changeIsMadeAnewUponTheStateOfTheWinner() {
		AtomicInteger rounds = new AtomicInteger();
		this.state.update(0, (seen) -> {
			if (rounds.incrementAndGet() == 1) {
				this.state.replace(seen, seen.with(hold(StandbyReason.MANUAL)));
			}
			return seen.with(hold(StandbyReason.RATE_LIMITED));
		});
		assertThat(rounds).hasValue(2);
		assertThat(this.state.get().standbys(0)).hasSize(2);
		assertThat(this.model.reports).containsExactly("gpt down MANUAL", "gpt down RATE_LIMITED");
	}

	@Test
	void whenAllAreQuietItIsWrittenDownWhatTheSnapshotSays() throws Exception {
		StandbyReason[] reasons = StandbyReason.values();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (int round = 0; round < 20; round++) {
				List<Future<?>> writers = new ArrayList<>();
				for (int i = 0; i < 4; i++) {
					Random random = new Random(4L * round + i);
					writers.add(threads.submit(() -> {
						for (int change = 0; change < 100; change++) {
							Hold next = Hold.of(reasons[random.nextInt(reasons.length)], this.model.ticker,
									this.model.ticker.nanos(), Duration.ofMillis(1 + random.nextInt(1_000)), null);
							boolean more = random.nextBoolean();
							this.state.update(this.model.ticker.nanos(), (seen) -> more ? seen.with(next) : seen);
							this.model.ticker.advance(Duration.ofMillis(random.nextInt(100)));
						}
					}));
				}
				for (Future<?> writer : writers) {
					writer.get(60, TimeUnit.SECONDS);
				}
				assertThat(this.state.seenUsableFrom()).isEqualTo(this.state.get().usableFrom());
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Hold hold(StandbyReason reason) {
		return Hold.of(reason, this.model.ticker, 0, Duration.ofSeconds(1), null);
	}

}
