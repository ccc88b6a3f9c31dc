package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Routed;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static dev.understudy.routing.Timed.NEVER;
import static dev.understudy.routing.Timed.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * On which thread an attempt runs, and how its time ends.
 */
class AttemptsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration DEADLINE = Duration.ofSeconds(90);

	private final VirtualTicker ticker = new VirtualTicker();

	private final VirtualTimer timer = new VirtualTimer(this.ticker);

	private final Hang hang = new Hang();

	private Understudy understudy;

	@AfterEach
	void close() {
		this.hang.close();
		this.understudy.close();
	}

	@Test
	void timedAttemptOfAPlatformThreadRunsOnAnotherThread() {
		with(Timed.chain(TIMEOUT, NONE, "a"));
		Thread ranOn = this.understudy.router().call("chain", (model) -> Thread.currentThread());
		assertThat(ranOn).isNotSameAs(Thread.currentThread());
		assertThat(ranOn.getName()).startsWith("understudy-attempt-");
		assertThat(ranOn.isDaemon()).isTrue();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "virtual threads pin before JDK 24")
	void timedAttemptRunsOnAVirtualThreadWhereMonitorsNoLongerPin() {
		with(Timed.chain(TIMEOUT, NONE, "a"));
		assertThat(this.understudy.router().<Boolean>call("chain", (model) -> VirtualThreads.current())).isTrue();
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "attempts run on virtual threads from JDK 24 on")
	void timedAttemptRunsOnAPooledThreadWhereMonitorsPin() {
		with(Timed.chain(TIMEOUT, NONE, "a"));
		assertThat(this.understudy.router().<Boolean>call("chain", (model) -> VirtualThreads.current())).isFalse();
	}

	@Test
	void clientThatIgnoresInterruptsDoesNotHoldTheCaller() throws Exception {
		with(Timed.chain(TIMEOUT, DEADLINE, "a", "b"));
		Caller<Routed<String>> caller = Caller.calling(() -> this.understudy.router()
			.route("chain", (model) -> model.id().equals("a") ? this.hang.stubbornly() : "b"));
		this.hang.awaitEntered();
		this.timer.advance(TIMEOUT.minusNanos(1));
		assertThat(caller.done()).isFalse();
		this.timer.advance(Duration.ofNanos(1));
		Routed<String> routed = caller.answer();
		assertThat(routed.value()).isEqualTo("b");
		assertThat(routed.attempts().get(0).took()).isEqualTo(TIMEOUT);
		assertThat(routed.attempts().get(0).failure().cause()).isInstanceOf(AttemptTimeoutException.class)
			.hasMessage("Model 'a' did not answer within 30s");
		assertThat(caller.interruptedAfterwards()).isFalse();
		this.hang.awaitInterrupted();
	}

	@Test
	void attemptThatEndsInTimeLeavesNoAlarmBehind() {
		with(Timed.chain(TIMEOUT, NONE, "a"));
		this.understudy.router().call("chain", (model) -> "quick");
		assertThat(this.timer.waiting()).isZero();
	}

	@Test
	void zeroTimeoutNeverHops() {
		with(Timed.chain(NONE, NONE, "a"));
		assertThat(this.understudy.router().<Thread>call("chain", (model) -> Thread.currentThread()))
			.isSameAs(Thread.currentThread());
		assertThat(this.timer.waiting()).isZero();
	}

	@Test
	void zeroTimeoutNeverHopsUnderADeadlineEither() {
		with(Timed.chain(NONE, DEADLINE, "a"));
		assertThat(this.understudy.router().<Thread>call("chain", (model) -> Thread.currentThread()))
			.isSameAs(Thread.currentThread());
		assertThat(this.timer.waiting()).isZero();
	}

	@Test
	void zeroTimeoutIsInterruptedAtTheDeadline() throws Exception {
		with(Timed.chain(NONE, DEADLINE, "a", "b"));
		Caller<String> caller = Caller
			.calling(() -> this.understudy.router().call("chain", (model) -> this.hang.interruptibly()));
		this.hang.awaitEntered();
		assertThat(this.hang.thread()).isSameAs(caller.thread());
		this.timer.advance(DEADLINE);
		assertThat(caller.thrown()).isInstanceOfSatisfying(ChainExhaustedException.class, (ex) -> {
			assertThat(ex.kind()).isEqualTo(FailureKind.TIMEOUT);
			assertThat(ex.getCause()).isInstanceOf(AttemptTimeoutException.class);
			assertThat(ex.getCause().getSuppressed()).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
		});
		assertThat(caller.interruptedAfterwards()).isFalse();
	}

	@Test
	void watchedClientThatIgnoresTheInterruptStillAnswersAndLeavesTheFlagClean() throws Exception {
		with(Timed.chain(NONE, DEADLINE, "a"));
		Caller<String> caller = Caller
			.calling(() -> this.understudy.router().call("chain", (model) -> this.hang.stubbornly()));
		this.hang.awaitEntered();
		this.timer.advance(DEADLINE);
		this.hang.awaitInterrupted();
		this.hang.letGo();
		assertThat(caller.answer()).isEqualTo("late");
		assertThat(caller.interruptedAfterwards()).isFalse();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
	void virtualCallerKeepsItsThreadAndIsInterrupted() throws Exception {
		with(Timed.chain(TIMEOUT, DEADLINE, "a", "b"));
		Caller<String> caller = Caller.callingVirtually(() -> this.understudy.router()
			.call("chain", (model) -> model.id().equals("a") ? this.hang.interruptibly() : "b"));
		this.hang.awaitEntered();
		assertThat(this.hang.thread()).isSameAs(caller.thread());
		this.timer.advance(TIMEOUT);
		assertThat(caller.answer()).isEqualTo("b");
		assertThat(caller.interruptedAfterwards()).isFalse();
	}

	@Test
	void rootedContextKeepsAttemptsOnTheThreadAndWarnsOnceOfEachSubject() throws Exception {
		this.understudy = Timed.models("a")
			.chain(Timed.chain(TIMEOUT, NONE, "a"))
			.ticker(this.ticker)
			.timer(this.timer)
			.context(new RootedCarrier())
			.build();
		try (LogCapture log = new LogCapture("dev.understudy.routing")) {
			for (String subject : new String[] { "Shop.order", "Shop.order", "Shop.cancel" }) {
				assertThat(this.understudy.syncCalls()
					.<Thread>call(CallSpec.chain("chain"), Timed.question(subject), (model) -> Thread.currentThread()))
					.isSameAs(Thread.currentThread());
			}
			assertThat(log.lines()).hasSize(2)
				.allMatch((line) -> line.startsWith("WARN A transaction is active around 'Shop."));
			assertThat(log.lines().get(0)).contains("'Shop.order'");
			assertThat(log.lines().get(1)).contains("'Shop.cancel'");
		}
	}

	@Test
	void rootedAttemptIsInterruptedAtItsTimeout() throws Exception {
		this.understudy = Timed.models("a", "b")
			.chain(Timed.chain(TIMEOUT, NONE, "a", "b"))
			.ticker(this.ticker)
			.timer(this.timer)
			.context(new RootedCarrier())
			.build();
		Caller<String> caller = Caller.calling(() -> this.understudy.router()
			.call("chain", (model) -> model.id().equals("a") ? this.hang.interruptibly() : "b"));
		this.hang.awaitEntered();
		this.timer.advance(TIMEOUT);
		assertThat(caller.answer()).isEqualTo("b");
		assertThat(this.hang.thread()).isSameAs(caller.thread());
	}

	@Test
	void checkedExceptionOfAnotherThreadIsTheVeryInstance() {
		with(Timed.chain(TIMEOUT, NONE, "a"));
		Exception checked = new Exception("unknown to anybody");
		assertThatExceptionOfType(ChainExhaustedException.class)
			.isThrownBy(() -> this.understudy.router().call("chain", (model) -> {
				throw checked;
			}))
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(checked));
	}

	@Test
	void afterACloseNoAttemptBeginsAndNoModelIsBlamed() {
		this.understudy = Timed.models("a", "b")
			.chain(Timed.chain(NEVER, NONE, "a", "b"))
			.chain(ChainSettings.of("watched", List.of(Timed.seat("a", NONE))).withDeadline(NEVER))
			.build();
		LiveModel live = Timed.live(this.understudy, "a");
		this.understudy.close();
		for (String chain : new String[] { "chain", "watched" }) {
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> this.understudy.router().call(chain, (model) -> "never"))
				.withMessage("No attempt of model 'a' can begin: the engine is closed, or its threads are used up");
		}
		assertThat(live.health().statistics().running()).isZero();
		assertThat(live.health().statistics().consecutiveFailures()).isZero();
	}

	@Test
	void executorThatIsFullFailsTheCallAndBlamesNoModel() {
		this.understudy = Timed.models("a", "b")
			.chain(Timed.chain(TIMEOUT, NONE, "a", "b"))
			.timer(this.timer)
			.threads((task) -> {
				throw new RejectedExecutionException("full");
			})
			.build();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.understudy.router().call("chain", (model) -> "never"))
			.withRootCauseInstanceOf(RejectedExecutionException.class);
		assertThat(this.understudy.registry().status("a").consecutiveFailures()).isZero();
		assertThat(this.timer.waiting()).isZero();
	}

	private void with(ChainSettings chain) {
		this.understudy = Timed.models("a", "b").chain(chain).ticker(this.ticker).timer(this.timer).build();
	}

	private static final class RootedCarrier implements ContextCarrier {

		@Override
		public Luggage pack() {
			throw new AssertionError("Nothing is to be carried");
		}

		@Override
		public boolean rooted() {
			return true;
		}

	}

}
