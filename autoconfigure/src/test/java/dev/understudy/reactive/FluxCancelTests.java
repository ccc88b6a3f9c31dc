package dev.understudy.reactive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.understudy.Outcome;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.StreamSettings.Commit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Callers who lose interest.
 */
class FluxCancelTests {

	private final TestPublisher<String> gpt = TestPublisher.create();

	private final Rehearsal rehearsal = new Rehearsal();

	@Test
	void cancelBeforeTheContentIsNeutral() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> this.gpt.next(" "))
			.thenCancel()
			.verify();
		assertNeutral();
	}

	@Test
	void cancelInTheMiddleIsNeutral() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")))
			.then(() -> this.gpt.next("Hello"))
			.expectNext("Hello")
			.thenCancel()
			.verify();
		assertNeutral();
	}

	@Test
	void cancelInsideAnElementStopsTheStream() {
		StepVerifier.create(this.rehearsal.play(Flux.range(0, 1000), Flux.just(-1)).take(3))
			.expectNext(0, 1, 2)
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void cancelWithoutDemandBeginsNoCall() {
		StepVerifier.create(this.rehearsal.play(this.gpt, Flux.just("no")), 0).thenCancel().verify();
		this.gpt.assertWasNotSubscribed();
		this.rehearsal.assertSettled();
	}

	@Test
	void cancelDuringAPauseTurnsTheAlarmOff() {
		RetryPolicy once = new RetryPolicy(2, Duration.ofSeconds(2), 1, Duration.ofSeconds(2), 0, Duration.ZERO);
		Rehearsal pausing = new Rehearsal((chain) -> chain, once, Schedulers.immediate());
		pausing.play(Flux.empty(), Flux.just("no")).subscribe().dispose();
		assertThat(pausing.attempts).containsExactly("gpt:invalid-response");
		pausing.assertSettled(Outcome.FAILED);
	}

	@Test
	void cancelWhileAWholeAnswerIsHandedOutLeavesItAnswered() {
		Rehearsal whole = Rehearsal.committing(Commit.COMPLETE);
		StepVerifier.create(whole.play(Flux.just("Hello", " world"), Flux.just("no")), 1)
			.expectNext("Hello")
			.thenCancel()
			.verify();
		whole.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void cancelDuringTheCallOfTheWorkKeepsItsStreamFromStarting() {
		List<String> subscribed = new ArrayList<>();
		BaseSubscriber<String> caller = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				requestUnbounded();
			}

		};
		this.rehearsal.<String>flux((model) -> {
			caller.cancel();
			return Flux.<String>never().doOnSubscribe((subscription) -> subscribed.add(model.id()));
		}).subscribe(caller);
		assertThat(subscribed).isEmpty();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void streamThatSubscribesLateIsCancelledThen() {
		List<String> cancelled = new ArrayList<>();
		Flux<String> late = Flux.from((subscriber) -> {
			this.rehearsal.time.in(1, () -> subscriber.onSubscribe(new Subscription() {

				@Override
				public void request(long count) {
				}

				@Override
				public void cancel() {
					cancelled.add("late");
				}

			}));
		});
		this.rehearsal.play(late, Flux.just("no")).subscribe().dispose();
		this.rehearsal.time.advance(Duration.ofSeconds(1));
		assertThat(cancelled).containsExactly("late");
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void streamThatHasEndedIsNotCancelled() {
		List<String> cancelled = new ArrayList<>();
		StepVerifier
			.create(this.rehearsal.play(Flux.<String>error(Rehearsal.down()).doOnCancel(() -> cancelled.add("gpt")),
					Flux.just("Hello").doOnCancel(() -> cancelled.add("claude"))))
			.expectNext("Hello")
			.verifyComplete();
		assertThat(cancelled).isEmpty();
	}

	@Test
	void lateSignalsOfAnEarlierModelAreNobodysConcern() {
		TestPublisher<String> stubborn = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE,
				TestPublisher.Violation.REQUEST_OVERFLOW);
		TestPublisher<String> claude = TestPublisher.create();
		StepVerifier.create(this.rehearsal.play(stubborn, claude))
			.then(() -> this.rehearsal.time.advance(Duration.ofSeconds(10)))
			.then(() -> stubborn.next("late"))
			.then(() -> claude.next("Hi"))
			.then(() -> stubborn.error(Rehearsal.down()))
			.then(claude::complete)
			.expectNext("Hi")
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void elementsThatNobodyGetsAreDiscarded() {
		List<Object> discarded = new ArrayList<>();
		StepVerifier
			.create(this.rehearsal.play(Flux.just(" ", "\n").concatWith(Flux.error(Rehearsal.down())), Flux.just("Hi"))
				.doOnDiscard(String.class, discarded::add))
			.expectNext("Hi")
			.verifyComplete();
		assertThat(discarded).containsExactly(" ", "\n");
	}

	@Test
	void callerThatThrowsLeavesNoLeaseBehind() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.rehearsal.play(Flux.just("Hello"), Flux.just("no")).doOnNext((element) -> {
				throw new IllegalStateException("caller");
			}).blockLast());
		BaseSubscriber<String> rude = new BaseSubscriber<>() {

			@Override
			public void hookOnNext(String element) {
				throw new IllegalStateException("caller");
			}

			@Override
			protected void hookOnError(Throwable thrown) {
				assertThat(thrown).hasMessage("caller");
			}

		};
		this.rehearsal.play(Flux.just("Hello"), Flux.just("no")).subscribe(rude);
		this.rehearsal.assertSettled(Outcome.FAILED, Outcome.FAILED);
	}

	private void assertNeutral() {
		this.gpt.assertCancelled();
		assertThat(this.rehearsal.attempts).containsExactly("gpt:cancelled");
		assertThat(this.rehearsal.understudy.registry().status("gpt").callsInWindow()).isZero();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

}
