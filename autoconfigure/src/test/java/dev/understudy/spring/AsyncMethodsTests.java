package dev.understudy.spring;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.DegradeTo;
import dev.understudy.ModelCallException;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Methods that answer later, and the exceptions that callers get.
 */
class AsyncMethodsTests {

	@Test
	void stageThatFailsFirstAndThrowsOnTheRetryCompletes() {
		Theatre.runner()
			.withBean(Later.class)
			.withPropertyValues("understudy.defaults.retry.max-attempts=2", "understudy.defaults.retry.backoff=1ms",
					"understudy.chains.assistant.models=gpt")
			.run((context) -> {
				Later later = context.getBean(Later.class);
				assertThat(later.failThenThrow()).failsWithin(Duration.ofSeconds(30))
					.withThrowableThat()
					.havingCause()
					.isInstanceOf(ChainExhaustedException.class)
					.havingCause()
					.isInstanceOf(IOException.class)
					.withMessage("thrown");
				assertThat(later.tries()).isEqualTo(2);
			});
	}

	@Test
	void cancellingTheFutureCancelsTheAttemptAndSaysNothingAboutTheModel() {
		Theatre.runner().withBean(Later.class).run((context) -> {
			Later later = context.getBean(Later.class);
			CompletableFuture<String> answer = later.never("hi");
			assertThat(answer.cancel(true)).isTrue();
			assertThat(later.pending().get(0)).isCancelled();
			assertThat(later.pending()).hasSize(1);
			assertThat(context.getBean(ModelRegistry.class).status("gpt").callsInWindow()).isZero();
		});
	}

	@Test
	void methodThatReturnsNoStageFallsBack() {
		Theatre.play(Later.class,
				(later, cast) -> assertThat(later.sometimesNull().toCompletableFuture().get(30, TimeUnit.SECONDS))
					.isEqualTo("claude"));
	}

	@Test
	void routedStageWithoutAHistoryOfItsOwnFallsBack() {
		Theatre.play(Later.class, (later, cast) -> {
			Routed<String> routed = later.sometimesUnrouted().get(30, TimeUnit.SECONDS);
			assertThat(routed.value()).isEqualTo("claude");
			assertThat(routed.fellBack()).isTrue();
		});
	}

	@Test
	void degradeMethodThatFailsLaterLeavesTheOriginalFailure() {
		Theatre.play(Later.class, (later, cast) -> {
			cast.fail("gpt", "claude");
			assertThat(later.failsTwice()).failsWithin(Duration.ofSeconds(30))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(ChainExhaustedException.class)
				.satisfies((thrown) -> assertThat(thrown.getSuppressed()).extracting(Throwable::getMessage)
					.contains("no luck either"));
		});
	}

	@Test
	void declaredCheckedExceptionComesThroughAsItself() {
		Theatre.runner()
			.withBean(Sync.class)
			.withPropertyValues("understudy.chains.cheap.fallback-on=timeout")
			.run((context) -> {
				IOException declared = new IOException("declared");
				assertThatThrownBy(() -> context.getBean(Sync.class).notToFallBack(declared)).isSameAs(declared);
			});
	}

	@Test
	void interruptOfAMethodThatDeclaresItComesThroughAsItself() {
		Theatre.play(Sync.class, (sync, cast) -> {
			Thread.currentThread().interrupt();
			assertThatThrownBy(sync::sleepy).isInstanceOf(InterruptedException.class);
			assertThat(Thread.interrupted()).isTrue();
		});
	}

	@Test
	void interruptOfAMethodThatDoesNotDeclareItIsWrappedAndStaysInTheFlag() {
		Theatre.play(Sync.class, (sync, cast) -> {
			Thread.currentThread().interrupt();
			assertThatThrownBy(sync::undeclared).isInstanceOf(ModelCallException.class)
				.hasCauseInstanceOf(InterruptedException.class);
			assertThat(Thread.interrupted()).isTrue();
			sync.open();
		});
	}

	@Test
	void interruptThatTheClientMadeUpDoesNotReachTheCallersFlag() {
		Theatre.play(Sync.class, (sync, cast) -> {
			assertThatThrownBy(sync::sleepy).isInstanceOf(InterruptedException.class);
			assertThatThrownBy(() -> sync.sneaky(new InterruptedException())).isInstanceOf(ModelCallException.class);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		});
	}

	@Test
	void javaErrorIsNeverFallenBackFrom() {
		Theatre.play(Sync.class, (sync, cast) -> assertThatThrownBy(sync::broken).isInstanceOf(StackOverflowError.class)
			.hasMessage("gpt"));
	}

	static class Later {

		private final Cast cast;

		private final List<CompletableFuture<String>> pending = new ArrayList<>();

		private int tries;

		Later(Cast cast) {
			this.cast = cast;
		}

		int tries() {
			return this.tries;
		}

		List<CompletableFuture<String>> pending() {
			return this.pending;
		}

		@ModelFallback
		public CompletableFuture<String> failThenThrow() throws IOException {
			if (this.tries++ == 0) {
				return CompletableFuture.failedFuture(new ConnectException("failed"));
			}
			throw new IOException("thrown");
		}

		@ModelFallback
		public CompletableFuture<String> never(String question) {
			CompletableFuture<String> answer = new CompletableFuture<>();
			this.pending.add(answer);
			return answer;
		}

		@ModelFallback
		public @Nullable CompletionStage<String> sometimesNull() {
			String model = CurrentModel.require().id();
			return model.equals("gpt") ? null : CompletableFuture.completedStage(model);
		}

		@ModelFallback
		public CompletableFuture<@Nullable Routed<String>> sometimesUnrouted() {
			String model = CurrentModel.require().id();
			return CompletableFuture.completedFuture(model.equals("gpt") ? null : Routed.of(model));
		}

		@ModelFallback
		@DegradeTo("later")
		public CompletableFuture<String> failsTwice() {
			return CompletableFuture.completedFuture(this.cast.answer(""));
		}

		private CompletableFuture<String> later() {
			return CompletableFuture.failedFuture(new IllegalStateException("no luck either"));
		}

	}

	static class Sync {

		private final Semaphore gate = new Semaphore(0);

		@ModelFallback("cheap")
		public String notToFallBack(Exception thrown) throws Exception {
			throw thrown;
		}

		@ModelFallback
		public String sleepy() throws InterruptedException {
			throw new InterruptedException("woken up");
		}

		@ModelFallback
		public String undeclared() {
			this.gate.acquireUninterruptibly();
			return "too late";
		}

		void open() {
			this.gate.release();
		}

		@ModelFallback
		public String sneaky(Exception thrown) {
			return sneak(thrown);
		}

		@SuppressWarnings("unchecked")
		private static <E extends Exception> String sneak(Exception thrown) throws E {
			throw (E) thrown;
		}

		@ModelFallback
		public String broken() {
			throw new StackOverflowError(CurrentModel.require().id());
		}

	}

}
