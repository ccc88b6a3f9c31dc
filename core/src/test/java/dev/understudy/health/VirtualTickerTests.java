package dev.understudy.health;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class VirtualTickerTests {

	private final VirtualTicker ticker = new VirtualTicker();

	@Test
	void standsStillUntilTold() {
		assertThat(this.ticker.nanos()).isZero();
		assertThat(this.ticker.instant()).isEqualTo(VirtualTicker.BEGINNING);
	}

	@Test
	void movesBothClocks() {
		this.ticker.advance(Duration.ofSeconds(5));
		assertThat(this.ticker.nanos()).isEqualTo(5_000_000_000L);
		assertThat(this.ticker.instant()).isEqualTo(VirtualTicker.BEGINNING.plusSeconds(5));
	}

	@Test
	void neverRunsBack() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.ticker.advance(Duration.ofNanos(-1)));
	}

}
