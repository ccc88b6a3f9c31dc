package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.health.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The engine as a program without any framework uses it.
 */
class UnderstudyTest {

	@Test
	void firstCallOnAChainWhoseFirstModelIsDeadIsAnsweredByTheSecond() {
		try (Understudy understudy = Understudy.builder()
			.models(Model.of("gpt", "openai", "gpt-4.1"), Model.of("claude", "anthropic", "claude-sonnet-4-5"))
			.chain("assistant", "gpt", "claude")
			.build()) {
			List<String> called = new ArrayList<>();
			Routed<String> routed = understudy.router().route("assistant", (model) -> {
				called.add(model.id());
				if (model.id().equals("gpt")) {
					throw new IllegalStateException("dead");
				}
				return "Hello from " + model.name();
			});
			assertThat(routed.value()).isEqualTo("Hello from claude-sonnet-4-5");
			assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
			assertThat(called).containsExactly("gpt", "claude");
			assertThat(routed.attempts()).hasSize(2);
		}
	}

	@Test
	@Timeout(30)
	void resourceThatCannotBeClosedKeepsNoOtherOneOpen() throws Exception {
		AtomicBoolean broken = new AtomicBoolean();
		try (Hang hang = new Hang()) {
			Understudy understudy = Understudy.builder()
				.models(Model.of("gpt", "openai", "gpt-4.1"))
				.chain("assistant", "gpt")
				.ticker(breaking(broken))
				.probe(hanging(hang))
				.build();
			Caller.calling(() -> understudy.registry().probe("gpt"));
			hang.awaitEntered();
			broken.set(true);
			assertThatThrownBy(understudy::close).isInstanceOf(IllegalStateException.class)
				.hasMessageStartingWith("Closing '" + Prober.class.getName());
			assertThatThrownBy(() -> understudy.threads().execute(hang::letGo))
				.isInstanceOf(RejectedExecutionException.class);
		}
	}

	private static Ticker breaking(AtomicBoolean broken) {
		Ticker system = Ticker.system();
		return new Ticker() {

			@Override
			public long nanos() {
				if (broken.get()) {
					throw new IllegalStateException("no time");
				}
				return system.nanos();
			}

			@Override
			public Instant instant() {
				return system.instant();
			}

		};
	}

	private static HealthProbe hanging(Hang hang) {
		return new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				return true;
			}

			@Override
			public void probe(Model model, Duration timeout) throws Exception {
				hang.interruptibly();
			}

		};
	}

}
