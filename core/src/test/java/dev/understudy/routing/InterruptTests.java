package dev.understudy.routing;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.understudy.ModelCall;
import dev.understudy.ModelCallException;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.understudy.routing.Eventually.eventually;
import static dev.understudy.routing.Timed.NEVER;
import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The interrupt flag belongs to the caller: nobody else's interrupt shows in it, and
 * theirs is never lost.
 */
class InterruptTests {

	private final Hang hang = new Hang();

	private final Understudy understudy = Timed.models("a", "b")
		.chain(Timed.chain(NEVER, NONE, "a", "b"))
		.chain(ChainSettings.of("watched", List.of(Timed.seat("a", NONE))).withDeadline(NEVER))
		.chain(ChainSettings.of("untimed", List.of(Timed.seat("a", NONE))).withDeadline(NONE))
		.chain(ChainSettings.of("short", List.of(Timed.seat("a", Duration.ofMillis(20)), Timed.seat("b", NEVER))))
		.chain(ChainSettings.of("retrying", List.of(SeatSettings.of("a").withRetry(slow()))).withDeadline(NEVER))
		.build();

	private final LiveModel live = Timed.live(this.understudy, "a");

	@AfterEach
	void close() {
		this.hang.close();
		this.understudy.close();
		assertThat(Thread.interrupted()).as("flag of the test's thread").isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "chain", "watched", "untimed" })
	void interruptedCallerGetsItsInterruptWithTheFlagSetAndNoModelIsBlamed(String chain) throws Exception {
		Caller<String> caller = Caller
			.calling(() -> this.understudy.router().call(chain, (model) -> this.hang.interruptibly()));
		this.hang.awaitEntered();
		caller.interrupt();
		assertThat(caller.thrown()).isInstanceOf(ModelCallException.class)
			.hasCauseInstanceOf(InterruptedException.class);
		assertThat(caller.interruptedAfterwards()).isTrue();
		this.hang.awaitInterrupted();
		eventually("the attempt is gone", () -> this.live.abandoned().count() == 0);
		assertThat(this.live.health().statistics().running()).isZero();
		assertThat(this.live.health().statistics().consecutiveFailures()).isZero();
	}

	@Test
	void interruptedCallerDoesNotWaitForAClientThatIgnoresInterrupts() throws Exception {
		Caller<String> caller = Caller
			.calling(() -> this.understudy.router().call("chain", (model) -> this.hang.stubbornly()));
		this.hang.awaitEntered();
		caller.interrupt();
		assertThat(caller.thrown()).hasCauseInstanceOf(InterruptedException.class);
		assertThat(this.live.abandoned().count()).isEqualTo(1);
		this.hang.letGo();
		eventually("the attempt is gone", () -> this.live.abandoned().count() == 0);
	}

	@Test
	void callerThatIsInterruptedInAPauseGetsItsInterruptWithTheFlagSet() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		Caller<String> caller = Caller.calling(() -> this.understudy.router().call("retrying", (model) -> {
			called.countDown();
			throw new ConnectException("refused");
		}));
		called.await();
		eventually("the caller pauses", () -> caller.thread().getState() == Thread.State.TIMED_WAITING);
		caller.interrupt();
		assertThat(caller.thrown()).hasCauseInstanceOf(InterruptedException.class);
		assertThat(caller.interruptedAfterwards()).isTrue();
		assertThat(this.live.health().statistics().running()).isZero();
	}

	@Test
	void rungAnswersAnInterruptedCallerUndisturbedAndTheFlagIsSetAfterwards() throws Exception {
		boolean[] seenByTheRung = new boolean[1];
		Rung rung = new TestRung(() -> {
			seenByTheRung[0] = Thread.currentThread().isInterrupted();
			return "sorry";
		});
		CallSpec spec = CallSpec.chain("chain").withRungs(List.of(rung), false);
		Caller<String> caller = Caller.calling(() -> this.understudy.syncCalls()
			.call(spec, Timed.question("Shop.order"), (model) -> this.hang.interruptibly()));
		this.hang.awaitEntered();
		caller.interrupt();
		assertThat(caller.answer()).isEqualTo("sorry");
		assertThat(seenByTheRung[0]).isFalse();
		assertThat(caller.interruptedAfterwards()).isTrue();
	}

	@Test
	void flagThatWasSetBeforeTheCallStillIsAfterwards() throws Exception {
		Caller<String> caller = Caller.calling(() -> {
			Thread.currentThread().interrupt();
			return this.understudy.router().call("untimed", (model) -> "quick");
		});
		assertThat(caller.answer()).isEqualTo("quick");
		assertThat(caller.interruptedAfterwards()).isTrue();
	}

	@Test
	void interruptThatTheClientMadeUpOnItsOwnThreadDoesNotReachTheCallersFlag() {
		ModelCall<String> interrupted = (model) -> {
			throw new InterruptedException("somebody else's");
		};
		assertThatExceptionOfType(ModelCallException.class)
			.isThrownBy(() -> this.understudy.router().call("chain", interrupted))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void closeInterruptsAttemptsButNotTheirCallers() throws Exception {
		Caller<String> caller = Caller
			.calling(() -> this.understudy.router().call("chain", (model) -> this.hang.interruptibly()));
		this.hang.awaitEntered();
		this.understudy.close();
		assertThat(caller.thrown()).hasCauseInstanceOf(InterruptedException.class);
		assertThat(caller.interruptedAfterwards()).isFalse();
	}

	@Test
	void timedOutAttemptLeavesTheCallersFlagClean() {
		String answer = this.understudy.router()
			.call("short", (model) -> model.id().equals("a") ? this.hang.interruptibly() : "b");
		assertThat(answer).isEqualTo("b");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	private static RetryPolicy slow() {
		return new RetryPolicy(2, Duration.ofMinutes(10), 1, Duration.ofMinutes(10), 0, NONE);
	}

	private record TestRung(Callable<String> words) implements Rung {

		@Override
		public String name() {
			return "text";
		}

		@Override
		public boolean serves(FailureKind kind, Question question) {
			return kind == FailureKind.CANCELLED;
		}

		@Override
		public Optional<Answer> answer(Fall fall, Question question) throws Exception {
			return Optional.of(new Answer(this.words.call()));
		}

	}

}
