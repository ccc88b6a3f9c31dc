package dev.understudy.spring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In what form a degrade method may answer.
 */
class DegradeAnswerTests {

	@Test
	void answersInTheMethodsTypeOrInItsPlainForm() {
		Theatre.runner().withBean(Wrapped.class).run((context) -> {
			context.getBean(Cast.class).fail("gpt", "claude");
			Wrapped bean = context.getBean(Wrapped.class);
			assertThat(bean.optional("hi")).contains("o hi");
			assertThat(bean.routed("hi").value()).isEqualTo("r hi");
			assertThat(bean.routed("hi").outcome()).isEqualTo(Outcome.DEGRADED);
			assertThat(bean.stage("hi").toCompletableFuture().join()).isEqualTo("s hi");
			assertThat(bean.stagePlain("hi").join()).isEqualTo("p hi");
			assertThat(bean.stageOfOptional("hi").join()).contains("so hi");
			assertThat(bean.stageOfRouted("hi").join().value()).isEqualTo("sr hi");
			assertThat(bean.stageOfRouted("hi").join().outcome()).isEqualTo(Outcome.DEGRADED);
			assertThat(bean.stageOfRoutedLater("hi").join().value()).isEqualTo("srl hi");
			assertThat(bean.nothingLater("hi").join()).isNull();
		});
	}

	static class Wrapped {

		private final Cast cast;

		Wrapped(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		@DegradeTo("optionalSorry")
		public Optional<String> optional(String question) {
			return Optional.of(this.cast.answer(question));
		}

		private Optional<String> optionalSorry(String question) {
			return Optional.of("o " + question);
		}

		@ModelFallback
		@DegradeTo("routedSorry")
		public Routed<String> routed(String question) {
			return Routed.of(this.cast.answer(question));
		}

		private Routed<String> routedSorry(String question) {
			return Routed.of("r " + question);
		}

		@ModelFallback
		@DegradeTo("stageSorry")
		public CompletionStage<String> stage(String question) {
			return CompletableFuture.completedStage(this.cast.answer(question));
		}

		private CompletableFuture<String> stageSorry(String question) {
			return CompletableFuture.completedFuture("s " + question);
		}

		@ModelFallback
		@DegradeTo("stagePlainSorry")
		public CompletableFuture<String> stagePlain(String question) {
			return CompletableFuture.completedFuture(this.cast.answer(question));
		}

		private String stagePlainSorry(String question) {
			return "p " + question;
		}

		@ModelFallback
		@DegradeTo("stageOfOptionalSorry")
		public CompletableFuture<Optional<String>> stageOfOptional(String question) {
			return CompletableFuture.completedFuture(Optional.of(this.cast.answer(question)));
		}

		private Optional<String> stageOfOptionalSorry(String question) {
			return Optional.of("so " + question);
		}

		@ModelFallback
		@DegradeTo("stageOfRoutedSorry")
		public CompletableFuture<Routed<String>> stageOfRouted(String question) {
			return CompletableFuture.completedFuture(Routed.of(this.cast.answer(question)));
		}

		private Routed<String> stageOfRoutedSorry(String question) {
			return Routed.of("sr " + question);
		}

		@ModelFallback
		@DegradeTo("stageOfRoutedLaterSorry")
		public CompletableFuture<Routed<String>> stageOfRoutedLater(String question) {
			return CompletableFuture.completedFuture(Routed.of(this.cast.answer(question)));
		}

		private CompletableFuture<String> stageOfRoutedLaterSorry(String question) {
			return CompletableFuture.completedFuture("srl " + question);
		}

		@ModelFallback
		@DegradeTo("nothingLaterSorry")
		public CompletableFuture<Void> nothingLater(String question) {
			this.cast.answer(question);
			return CompletableFuture.completedFuture(null);
		}

		private void nothingLaterSorry(String question) {
		}

	}

}
