package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.anthropic.errors.AnthropicServiceException;
import dev.understudy.Routed;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Time that is given to the engine is the only one that it knows.
 */
class VirtualTimeTests {

	@Test
	void dateInAnAnswerIsReadByTheTimeOfTheTicker() {
		VirtualTicker ticker = new VirtualTicker();
		Map<String, List<String>> headers = Map.of("retry-after", List.of("Thu, 01 Jan 2026 00:02:00 GMT"));
		try (Understudy understudy = Timed.models("a", "b")
			.chain(Timed.chain(NONE, NONE, "a", "b"))
			.ticker(ticker)
			.timer(new VirtualTimer(ticker))
			.build()) {
			Routed<String> routed = understudy.router().route("chain", (model) -> {
				if (model.id().equals("a")) {
					throw new AnthropicServiceException(429, "rate_limit_error", "slow down", headers);
				}
				return model.id();
			});
			assertThat(routed.attempts().get(0).failure().retryAfter()).isEqualTo(Duration.ofMinutes(2));
			assertThat(understudy.registry().status("a").cooldownRemaining()).isEqualTo(Duration.ofMinutes(2));
			ticker.advance(Duration.ofMinutes(2));
			assertThat(understudy.router().<String>call("chain", (model) -> model.id())).isEqualTo("a");
		}
	}

}
