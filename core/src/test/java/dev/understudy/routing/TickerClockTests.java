package dev.understudy.routing;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TickerClockTests {

	private final VirtualTicker ticker = new VirtualTicker();

	private final TickerClock clock = new TickerClock(this.ticker);

	@Test
	void showsTheTimeOfTheTicker() {
		this.ticker.advance(Duration.ofSeconds(5));
		assertThat(this.clock.instant()).isEqualTo(VirtualTicker.BEGINNING.plusSeconds(5));
		assertThat(this.clock.getZone()).isEqualTo(ZoneOffset.UTC);
	}

	@Test
	void showsTheSameTimeInAnotherZone() {
		ZoneId zone = ZoneId.of("Europe/Berlin");
		assertThat(this.clock.withZone(zone).getZone()).isEqualTo(zone);
		assertThat(this.clock.withZone(zone).instant()).isEqualTo(this.clock.instant());
	}

	@Test
	void datesThatProvidersNameAreReadByTheTicker() {
		Stage stage = Stage.of("a", "b");
		String date = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(Stage.BEGINNING.plusSeconds(42).atOffset(ZoneOffset.UTC));
		stage.script.fails("a", new Refusal(date));
		stage.call();
		assertThat(stage.status("a").cooldownRemaining()).isEqualTo(Duration.ofSeconds(42));
	}

	/** An exception of the shape that HTTP clients throw. */
	public static final class Refusal extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Map<String, List<String>> headers;

		Refusal(String retryAfter) {
			this.headers = Map.of("Retry-After", List.of(retryAfter));
		}

		public int statusCode() {
			return 429;
		}

		public Map<String, List<String>> headers() {
			return this.headers;
		}

	}

}
