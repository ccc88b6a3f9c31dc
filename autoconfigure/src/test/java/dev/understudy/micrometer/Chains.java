package dev.understudy.micrometer;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.TextRung;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;
import dev.understudy.spring.ContextCarriers;

/**
 * Chains whose calls are observed, and models that fail.
 */
final class Chains {

	/** In everything that must be seen by nobody. */
	static final String CANARY = "canary-7c1e";

	private Chains() {
	}

	static RuntimeException down() {
		return new UncheckedIOException(CANARY, new ConnectException(CANARY));
	}

	static ModelCall<String> unless(String... down) {
		return (model) -> {
			if (List.of(down).contains(model.id())) {
				throw down();
			}
			return model.id();
		};
	}

	static Understudy engine(CallObservations observer) {
		return builder(observer).build();
	}

	static UnderstudyBuilder builder(CallObservations observer) {
		UnaryOperator<SeatSettings> untimed = (seat) -> seat.withTimeout(Duration.ZERO).withRetry(RetryPolicy.NONE);
		RetryPolicy thrice = new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0,
				Duration.ofSeconds(1));
		SeatSettings gpt = untimed.apply(SeatSettings.of("gpt"));
		SeatSettings claude = untimed.apply(SeatSettings.of("claude"));
		return Understudy.builder()
			.models(Model.of("gpt", "openai", "gpt"), Model.of("claude", "anthropic", "claude"))
			.chain(ChainSettings.of("talk", List.of(gpt, claude)))
			.chain(ChainSettings.of("talk-down", List.of(gpt)).withRungs(List.of(TextRung.of("Later"))))
			.chain(ChainSettings.of("retrying", List.of(gpt.withRetry(thrice))))
			.chain("timed", "gpt")
			.chain("hop", "claude")
			.context(ContextCarriers.present(Chains.class.getClassLoader()))
			.observer(observer);
	}

}
