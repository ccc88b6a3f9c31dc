package dev.understudy.reactive;

import java.time.Duration;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.StreamSettings;
import dev.understudy.routing.StreamSettings.Commit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long streams may take.
 */
class FluxTimeTests {

	private static final Duration FIRST = Duration.ofSeconds(10);

	private static final Duration IDLE = Duration.ofSeconds(15);

	private static final Duration INSTANT = Duration.ofNanos(1);

	private final TestPublisher<String> gpt = TestPublisher.create();

	private final TestPublisher<String> claude = TestPublisher.create();

	private Rehearsal rehearsal = Rehearsal.streaming(FIRST, IDLE, Commit.FIRST_TOKEN);

	@Test
	void slowFirstContentFallsBack() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("Hi")))
			.then(() -> pass(FIRST.minus(INSTANT)))
			.then(() -> this.gpt.next(" "))
			.then(() -> this.gpt.assertNotCancelled())
			.then(() -> pass(INSTANT))
			.expectNext("Hi")
			.verifyComplete();
		this.gpt.assertCancelled();
		assertThat(this.rehearsal.attempts).containsExactly("gpt:timeout", "claude:success");
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void contentInTimeEndsTheWaitForTheFirst() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> pass(FIRST.minus(INSTANT)))
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.then(() -> pass(IDLE.minus(INSTANT)))
			.then(() -> this.gpt.next(" world"))
			.expectNext(" world")
			.then(() -> pass(IDLE.minus(INSTANT)))
			.then(() -> this.gpt.complete())
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void idleStreamIsCutAndCounts() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.then(() -> pass(IDLE))
			.verifyErrorSatisfies((thrown) -> {
				PartialAnswerException partial = (PartialAnswerException) thrown;
				assertThat(partial.failure().kind()).isEqualTo(FailureKind.TIMEOUT);
				assertThat(((AttemptTimeoutException) partial.getCause()).timeout()).isEqualTo(IDLE);
			});
		this.gpt.assertCancelled();
		assertThat(this.rehearsal.understudy.registry().status("gpt").consecutiveFailures()).isEqualTo(1);
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void blankElementsDoNotKeepAnIdleStreamAlive() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.then(() -> pass(IDLE.minus(INSTANT)))
			.then(() -> this.gpt.next(" "))
			.expectNext(" ")
			.then(() -> pass(INSTANT))
			.verifyError(PartialAnswerException.class);
	}

	@Test
	void modelIsNotTimedWhileTheCallerWantsNothing() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")), 0)
			.then(() -> pass(Rehearsal.DEADLINE))
			.thenRequest(1)
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.then(() -> pass(IDLE.multipliedBy(2)))
			.thenRequest(1)
			.then(() -> pass(IDLE.minus(INSTANT)))
			.then(() -> this.gpt.next(" world"))
			.expectNext(" world")
			.then(() -> this.gpt.complete())
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void timeoutOfTheAttemptIsNotThatOfAStream() {
		this.rehearsal = Rehearsal.streaming(Duration.ZERO, Duration.ZERO, Commit.FIRST_TOKEN);
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> pass(Rehearsal.TIMEOUT.multipliedBy(2)))
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.then(() -> pass(Rehearsal.DEADLINE.multipliedBy(2)))
			.then(() -> this.gpt.complete())
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void deadlineRunsToTheFirstContent() {
		this.rehearsal = Rehearsal.streaming(Duration.ofSeconds(60), IDLE, Commit.FIRST_TOKEN);
		StepVerifier.create(this.rehearsal.play(this.gpt, this.claude))
			.then(() -> pass(Duration.ofSeconds(60)))
			.then(() -> this.claude.assertSubscribers(1))
			.then(() -> pass(Duration.ofSeconds(30)))
			.verifyErrorSatisfies(
					(thrown) -> assertThat(((ChainExhaustedException) thrown).kind()).isEqualTo(FailureKind.TIMEOUT));
		this.claude.assertCancelled();
		assertThat(this.rehearsal.understudy.registry().status("gpt").consecutiveFailures()).isEqualTo(1);
		assertThat(this.rehearsal.understudy.registry().status("claude").consecutiveFailures()).isZero();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void firstContentMayBeLateThoughLessThanAnAttemptsTimeoutIsLeft() {
		this.rehearsal = new Rehearsal((chain) -> chain.withDeadline(Duration.ofSeconds(20)));
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("Hi")))
			.then(() -> pass(FIRST))
			.expectNext("Hi")
			.verifyComplete();
		assertThat(this.rehearsal.understudy.registry().status("gpt").consecutiveFailures()).isEqualTo(1);
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void idleStreamCountsThoughTheDeadlineIsLongOver() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.thenAwait()
			.then(() -> {
				for (int i = 0; i < 10; i++) {
					pass(IDLE.minus(INSTANT));
					this.gpt.next(".");
				}
			})
			.expectNextCount(10)
			.then(() -> pass(IDLE))
			.verifyError(PartialAnswerException.class);
		assertThat(this.rehearsal.understudy.registry().status("gpt").consecutiveFailures()).isEqualTo(1);
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void deadlineOfACompleteAnswerRunsToItsEnd() {
		this.rehearsal = new Rehearsal((chain) -> chain.withDeadline(Duration.ofSeconds(20))
			.withStreams(new StreamSettings(FIRST, IDLE, Commit.COMPLETE)));
		StepVerifier.create(this.rehearsal.play(this.gpt, this.claude))
			.then(() -> this.gpt.next("Hello"))
			.then(() -> pass(Duration.ofSeconds(12)))
			.then(() -> this.gpt.next(" world"))
			.then(() -> pass(Duration.ofSeconds(8)))
			.verifyError(ChainExhaustedException.class);
		assertThat(this.rehearsal.understudy.registry().status("gpt").consecutiveFailures()).isZero();
		this.claude.assertWasNotSubscribed();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void idleCompleteAnswerFallsBack() {
		this.rehearsal = Rehearsal.streaming(FIRST, IDLE, Commit.COMPLETE);
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("Hi")))
			.then(() -> this.gpt.next("Hello"))
			.then(() -> pass(IDLE))
			.expectNext("Hi")
			.verifyComplete();
		this.gpt.assertCancelled();
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void pauseBeforeARetryBlocksNobody() {
		RetryPolicy once = new RetryPolicy(2, Duration.ofSeconds(2), 1, Duration.ofSeconds(2), 0, Duration.ZERO);
		this.rehearsal = new Rehearsal((chain) -> chain, once, Schedulers.immediate());
		StepVerifier.create(this.rehearsal.play(Flux.empty(), this.claude))
			.then(() -> pass(Duration.ofSeconds(2)))
			.then(() -> this.claude.next("Hi").complete())
			.expectNext("Hi")
			.verifyComplete();
		assertThat(this.rehearsal.attempts).containsExactly("gpt:invalid-response", "gpt:invalid-response",
				"claude:success");
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void nothingOfTheCallerRunsOnTheThreadOfTheTimer() {
		Thread timer = Thread.currentThread();
		Scheduler scheduler = Schedulers.newSingle("stage");
		try {
			this.rehearsal = new Rehearsal((chain) -> chain, RetryPolicy.NONE, scheduler);
			StepVerifier
				.create(this.rehearsal.<Thread>flux(
						(model) -> model.id().equals("gpt") ? Flux.never() : Flux.just(Thread.currentThread())))
				.then(() -> pass(FIRST))
				.assertNext((thread) -> assertThat(thread).isNotSameAs(timer))
				.verifyComplete();
		}
		finally {
			scheduler.dispose();
		}
	}

	private void pass(Duration duration) {
		this.rehearsal.time.advance(duration);
	}

}
