package dev.understudy.routing;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

}
