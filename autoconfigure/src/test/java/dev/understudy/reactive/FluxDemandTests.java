package dev.understudy.reactive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who asks whom for how many elements.
 */
class FluxDemandTests {

	private final Rehearsal rehearsal = new Rehearsal();

	private final AtomicLong asked = new AtomicLong();

	@Test
	void modelIsAskedForWhatTheCallerAskedFor() {
		StepVerifier.create(this.rehearsal.play(counted(Flux.range(0, 100)), Flux.just(-1)), 0)
			.then(() -> assertThat(this.asked).hasValue(0))
			.thenRequest(3)
			.expectNext(0, 1, 2)
			.then(() -> assertThat(this.asked).hasValue(3))
			.thenRequest(4)
			.expectNext(3, 4, 5, 6)
			.then(() -> assertThat(this.asked).hasValue(7))
			.thenCancel()
			.verify();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void whatIsHeldBackIsAskedForInAddition() {
		StepVerifier.create(this.rehearsal.play(counted(Flux.just(" ", " ", "Hello", "world")), Flux.just("no")), 1)
			.expectNext(" ")
			.then(() -> assertThat(this.asked).hasValue(3))
			.thenRequest(2)
			.expectNext(" ", "Hello")
			.then(() -> assertThat(this.asked).hasValue(3))
			.thenRequest(1)
			.expectNext("world")
			.verifyComplete();
	}

	@Test
	void whatTheCallerStillWaitsForIsAskedOfTheNextModel() {
		TestPublisher<String> gpt = TestPublisher.create();
		StepVerifier.create(this.rehearsal.play(gpt, counted(Flux.just("a", "b", "c", "d"))), 3)
			.then(() -> gpt.next(" ", " "))
			.then(() -> gpt.error(Rehearsal.down()))
			.expectNext("a", "b", "c")
			.then(() -> assertThat(this.asked).hasValue(3))
			.thenRequest(1)
			.expectNext("d")
			.verifyComplete();
	}

	@Test
	void slowConsumerOfALongStreamNeedsNoMemory() {
		AtomicLong sent = new AtomicLong();
		AtomicLong seen = new AtomicLong();
		AtomicLong furthest = new AtomicLong();
		Flux<Integer> source = Flux.range(0, 100_000).doOnNext((element) -> sent.incrementAndGet());
		StepVerifier
			.create(this.rehearsal.play(source.publishOn(Schedulers.parallel(), 16), Flux.just(-1))
				.doOnNext((element) -> furthest.accumulateAndGet(sent.get() - seen.incrementAndGet(), Math::max))
				.limitRate(8))
			.expectNextSequence(IntStream.range(0, 100_000).boxed().toList())
			.verifyComplete();
		assertThat(furthest.get()).isLessThanOrEqualTo(16 + 8);
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void unboundedCallerGetsALongStreamWhole() {
		AtomicLong sent = new AtomicLong();
		AtomicLong seen = new AtomicLong();
		AtomicLong furthest = new AtomicLong();
		Flux<Integer> source = Flux.range(0, 100_000)
			.doOnNext((element) -> furthest.accumulateAndGet(sent.incrementAndGet() - seen.get(), Math::max));
		StepVerifier.create(this.rehearsal.play(source, Flux.just(-1)).doOnNext((element) -> seen.incrementAndGet()))
			.expectNextSequence(IntStream.range(0, 100_000).boxed().toList())
			.verifyComplete();
		assertThat(furthest.get()).isLessThanOrEqualTo(StreamAttempt.WINDOW);
	}

	@Test
	void callerThatAsksInsideItsOwnElementIsServedInOrder() {
		List<Integer> seen = new ArrayList<>();
		this.rehearsal.play(Flux.range(0, 10_000), Flux.just(-1)).subscribe(new BaseSubscriber<Integer>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				request(1);
			}

			@Override
			protected void hookOnNext(Integer element) {
				seen.add(element);
				request(1);
			}

		});
		assertThat(seen).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void sourceThatSendsMoreThanItWasAskedForIsCutOff() {
		AtomicLong sent = new AtomicLong();
		Flux<Integer> rude = Flux.from((subscriber) -> {
			subscriber.onSubscribe(Operators.emptySubscription());
			for (int i = 0; i < 100_000; i++) {
				subscriber.onNext(i);
				sent.incrementAndGet();
			}
		});
		StepVerifier.create(this.rehearsal.play(rude, Flux.just(-1)), 1)
			.expectNext(0)
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((element) -> true)
			.verifyErrorSatisfies((thrown) -> assertThat(((PartialAnswerException) thrown).failure().kind())
				.isEqualTo(FailureKind.INVALID_RESPONSE));
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void askingForNothingIsAnErrorOfTheCaller() {
		List<Throwable> errors = new ArrayList<>();
		this.rehearsal.play(Flux.never(), Flux.just(-1)).subscribe(new BaseSubscriber<Integer>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
				subscription.request(0);
			}

			@Override
			protected void hookOnError(Throwable thrown) {
				errors.add(thrown);
			}

		});
		assertThat(errors).singleElement()
			.isInstanceOf(IllegalArgumentException.class)
			.extracting(Throwable::getMessage)
			.asString()
			.contains("3.9");
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void recursionOfFallbacksDoesNotGrowTheStack() {
		Rehearsal many = new Rehearsal((chain) -> chain,
				new RetryPolicy(20_000, Duration.ZERO, 1, Duration.ZERO, 0, Duration.ZERO), Schedulers.immediate());
		StepVerifier.create(many.play(Flux.<Integer>empty(), Flux.just(-1))).expectNext(-1).verifyComplete();
		many.assertSettled(Outcome.FELL_BACK);
	}

	private <T> Flux<T> counted(Flux<T> flux) {
		return flux.doOnRequest(this.asked::addAndGet);
	}

}
