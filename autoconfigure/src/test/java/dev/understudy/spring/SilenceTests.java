package dev.understudy.spring;

import java.util.concurrent.CompletableFuture;

import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What people ask and what models answer is in no log line, at any level.
 */
class SilenceTests {

	private static final String CANARY = "canary-7391";

	@Test
	void argumentsAnswersAndMessagesAreInNoLogLine() {
		EveryLogLine log = new EveryLogLine();
		Theatre.runner()
			.withBean(Confidant.class)
			.withPropertyValues("understudy.health.consecutive-failures=2",
					"understudy.chains.cheap.degrade[0].last-good=1h")
			.run((context) -> {
				Confidant bean = context.getBean(Confidant.class);
				Cast cast = context.getBean(Cast.class);
				bean.remembered(CANARY);
				bean.later(CANARY).join();
				cast.failWith(new IllegalStateException("down: " + CANARY), "gpt");
				bean.remembered(CANARY);
				cast.failWith(new IllegalStateException("down: " + CANARY), "claude", "local");
				for (int i = 0; i < 3; i++) {
					bean.remembered(CANARY);
					assertThat(bean.degraded(CANARY)).isEqualTo("text");
					assertThatThrownBy(() -> bean.exhausted(CANARY)).isNotNull();
					assertThat(bean.later(CANARY).join()).contains(CANARY);
					assertThatThrownBy(() -> bean.chosen(CANARY)).isNotNull();
				}
			});
		log.close();
		assertThat(log.hasOurs()).isTrue();
		assertThat(log.telling(CANARY)).isEmpty();
	}

	static class Confidant {

		private final Cast cast;

		Confidant(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback(key = "#secret")
		@DegradeTo(lastGood = "1h")
		public String remembered(String secret) {
			return this.cast.answer(secret);
		}

		@ModelFallback
		@DegradeTo("throwing")
		@DegradeTo(text = "text")
		public String degraded(String secret) {
			return this.cast.answer(secret);
		}

		private String throwing(String secret, Degradation degradation) {
			throw new IllegalArgumentException(secret);
		}

		@ModelFallback
		public String exhausted(String secret) {
			return this.cast.answer(secret);
		}

		@ModelFallback("cheap")
		public CompletableFuture<String> later(String secret) {
			return CompletableFuture.completedFuture(this.cast.answer(secret));
		}

		@ModelFallback("#{#secret}")
		public String chosen(String secret) {
			return this.cast.answer(secret);
		}

	}

}
