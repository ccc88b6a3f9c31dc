package dev.understudy.health;

import java.time.Duration;
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

	private Hold hold(StandbyReason reason) {
		return Hold.of(reason, this.model.ticker, 0, Duration.ofSeconds(1), null);
	}

}
