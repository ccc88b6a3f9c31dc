package dev.understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.ModelCall;
import dev.understudy.ModelCallException;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.InvalidResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What comes of stages, in virtual time and on one thread.
 */
class AsyncCallsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration DEADLINE = Duration.ofSeconds(90);

	private final AsyncHouse house = new AsyncHouse(Timed.chain(TIMEOUT, DEADLINE, "a", "b"));

	private final CompletableFuture<String> pending = new CompletableFuture<>();

	@Test
	void stageThatAnswersIsTheAnswer() throws Exception {
		CompletableFuture<Routed<String>> future = this.house.route((model) -> this.pending);
		assertThat(future).isNotDone();
		this.pending.complete("hello");
		assertThat(future.get().value()).isEqualTo("hello");
		assertThat(future.get().model().id()).isEqualTo("a");
		assertThat(future.get().outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(this.house.timer().waiting()).isZero();
		this.house.assertEndedOnce(Outcome.ANSWERED);
	}

	@Test
	void stageMayAnswerNull() throws Exception {
		assertThat(this.house.route((model) -> CompletableFuture.<String>completedFuture(null)).get().value()).isNull();
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void throwAndFailedStageAreTheSameFailure(Way way) throws Exception {
		Exception failure = new IOException("broken");
		Routed<String> routed = this.house
			.route((model) -> model.id().equals("a") ? way.fail(failure) : CompletableFuture.completedFuture("b"))
			.get();
		assertThat(routed.value()).isEqualTo("b");
		assertThat(routed.attempts()).hasSize(2);
		assertThat(routed.attempts().get(0).failure().kind()).isEqualTo(FailureKind.NETWORK_ERROR);
		assertThat(routed.attempts().get(0).failure().cause()).isSameAs(failure);
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void failureThatIsRefusedReachesTheCallerAsThatInstance(Way way) {
		Exception failure = new IllegalArgumentException("a caller's mistake");
		assertThatThrownBy(() -> this.house.route((model) -> way.fail(failure)).get())
			.isInstanceOf(ExecutionException.class)
			.cause()
			.isSameAs(failure);
		this.house.assertEndedOnce(Outcome.FAILED);
	}

	@Test
	void wrapperWithoutACauseIsTheFailureItself() {
		Exception failure = new CompletionException("hollow", null);
		assertThatThrownBy(() -> this.house.route((model) -> CompletableFuture.failedStage(failure)).get()).cause()
			.isInstanceOfSatisfying(ChainExhaustedException.class,
					(ex) -> assertThat(ex.attempts().get(0).failure().cause()).isSameAs(failure));
	}

	@Test
	void missingStageIsAnInvalidResponse() throws Exception {
		Routed<String> routed = this.house
			.route((model) -> model.id().equals("a") ? null : CompletableFuture.completedFuture("b"))
			.get();
		assertThat(routed.attempts().get(0).failure().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
		assertThat(routed.attempts().get(0).failure().cause()).isInstanceOf(InvalidResponseException.class)
			.hasMessage("The call of model 'a' returned no stage");
	}

	@Test
	void stageThatRefusesToBeListenedToIsAFailure() throws Exception {
		CompletionStage<String> deaf = new CompletableFuture<>() {
			@Override
			public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
				throw new IllegalStateException("deaf");
			}
		};
		assertThat(this.house.route((model) -> model.id().equals("a") ? deaf : CompletableFuture.completedFuture("b"))
			.get()
			.value()).isEqualTo("b");
	}

	@Test
	void callCompletesThoughItsStageFailsFirstAndThrowsOnTheRetry() {
		RetryPolicy twice = new RetryPolicy(2, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 0, NONE);
		AsyncHouse retrying = new AsyncHouse(
				ChainSettings.of("chain", List.of(SeatSettings.of("a").withTimeout(TIMEOUT).withRetry(twice)))
					.withDeadline(DEADLINE));
		IOException second = new IOException("second");
		int[] calls = new int[1];
		CompletableFuture<Routed<String>> future = retrying.route((model) -> {
			if (calls[0]++ == 0) {
				return CompletableFuture.failedStage(new IOException("first"));
			}
			throw second;
		});
		assertThat(future).as("pauses without blocking").isNotDone();
		assertThat(calls[0]).isEqualTo(1);
		assertThat(retrying.timer().waiting()).isEqualTo(1);
		retrying.timer().advance(Duration.ofSeconds(1));
		assertThatThrownBy(future::get).cause().isInstanceOf(ChainExhaustedException.class).hasCause(second);
		assertThat(retrying.timer().pauses()).isEmpty();
		retrying.assertEndedOnce(Outcome.FAILED);
	}

	@Test
	void stageThatIsTooLateIsCancelledAndTheNextModelAnswers() throws Exception {
		CompletableFuture<Routed<String>> future = this.house
			.route((model) -> model.id().equals("a") ? this.pending : CompletableFuture.completedFuture("b"));
		this.house.timer().advance(TIMEOUT.minusNanos(1));
		assertThat(future).isNotDone();
		this.house.timer().advance(Duration.ofNanos(1));
		assertThat(future.get().value()).isEqualTo("b");
		assertThat(this.pending).isCancelled();
		assertThat(future.get().attempts().get(0).failure().cause()).isInstanceOf(AttemptTimeoutException.class);
		assertThat(this.house.live("a").health().statistics().consecutiveFailures()).isEqualTo(1);
		assertThat(this.house.timer().waiting()).isZero();
	}

	@Test
	void stageThatCannotBeCancelledRunsOnUnheard() throws Exception {
		CompletableFuture<String> stubborn = new CompletableFuture<>() {
			@Override
			public CompletableFuture<String> toCompletableFuture() {
				throw new UnsupportedOperationException();
			}
		};
		CompletableFuture<Routed<String>> future = this.house
			.route((model) -> model.id().equals("a") ? stubborn : CompletableFuture.completedFuture("b"));
		this.house.timer().advance(TIMEOUT);
		stubborn.complete("late");
		assertThat(future.get().value()).isEqualTo("b");
		this.house.assertEndedOnce(Outcome.FELL_BACK);
	}

	@Test
	void deadlineEndsTheCallAndSaysNothingAboutTheModelItCuts() {
		CompletableFuture<Routed<String>> future = this.house.route(Duration.ofSeconds(45),
				(model) -> new CompletableFuture<>());
		this.house.timer().advance(Duration.ofSeconds(45));
		assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(ChainExhaustedException.class, (ex) -> {
			assertThat(ex.kind()).isEqualTo(FailureKind.TIMEOUT);
			assertThat(ex.attempts()).extracting((attempt) -> attempt.took())
				.containsExactly(TIMEOUT, Duration.ofSeconds(15));
		});
		assertThat(this.house.live("a").health().statistics().consecutiveFailures()).isEqualTo(1);
		assertThat(this.house.live("b").health().statistics().consecutiveFailures()).isZero();
	}

	@Test
	void withoutTimeoutAndDeadlineNoAlarmIsSet() throws Exception {
		AsyncHouse timeless = new AsyncHouse(Timed.chain(NONE, NONE, "a"));
		CompletableFuture<Routed<String>> future = timeless.route((model) -> this.pending);
		assertThat(timeless.timer().waiting()).isZero();
		this.pending.complete("at last");
		assertThat(future.get().value()).isEqualTo("at last");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void longChainOfFailuresDoesNotOverflowTheStack(Way way) throws Exception {
		String[] ids = IntStream.rangeClosed(1, 2_000).mapToObj((i) -> "m" + i).toArray(String[]::new);
		AsyncHouse large = new AsyncHouse(Timed.chain(TIMEOUT, DEADLINE, ids), ids);
		Routed<String> routed = large.route((model) -> model.id().equals("m2000")
				? CompletableFuture.completedFuture("the last") : way.fail(new IOException(model.id())))
			.get();
		assertThat(routed.value()).isEqualTo("the last");
		assertThat(routed.attempts()).hasSize(2_000);
	}

	@Test
	void modelIsKnownWhileItsAttemptBeginsAndNotAfterwards() throws Exception {
		CurrentModel.Running outer = CurrentModel.exchange(this.house.seat("b"));
		try {
			ModelCall<CompletionStage<String>> current = (model) -> CompletableFuture
				.completedFuture(CurrentModel.require().id());
			assertThat(this.house.route(current).get().value()).isEqualTo("a");
			assertThat(CurrentModel.require().id()).isEqualTo("b");
		}
		finally {
			CurrentModel.exchange(outer);
		}
		assertThat(CurrentModel.find()).isEmpty();
	}

	@Test
	void interruptOutOfTheStartOfAnAttemptStaysWithTheCaller() {
		CompletableFuture<?> future = this.house.route((model) -> {
			throw new InterruptedException();
		});
		assertThat(Thread.interrupted()).isTrue();
		assertThatThrownBy(future::get).cause()
			.isInstanceOf(ModelCallException.class)
			.hasCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void rungAnswersWhenNoModelCan() throws Exception {
		Rung text = TextRung.of("sorry");
		CallSpec spec = CallSpec.chain("chain").withRungs(List.of(text), false);
		Routed<String> routed = this.house.route(spec, (model) -> CompletableFuture.failedStage(new IOException()))
			.get();
		assertThat(routed.value()).isEqualTo("sorry");
		assertThat(routed.outcome()).isEqualTo(Outcome.DEGRADED);
		this.house.assertEndedOnce(Outcome.DEGRADED);
	}

	private enum Way {

		THROWN {
			@Override
			CompletionStage<String> fail(Exception failure) throws Exception {
				throw failure;
			}
		},

		FAILED {
			@Override
			CompletionStage<String> fail(Exception failure) {
				return CompletableFuture.failedStage(failure);
			}
		},

		FAILED_FURTHER_UP {
			@Override
			CompletionStage<String> fail(Exception failure) {
				return CompletableFuture.<String>failedStage(failure).thenApply(String::trim);
			}
		},

		WRAPPED {
			@Override
			CompletionStage<String> fail(Exception failure) {
				return CompletableFuture.failedStage(new CompletionException(new ExecutionException(failure)));
			}
		};

		abstract CompletionStage<String> fail(Exception failure) throws Exception;

	}

}
