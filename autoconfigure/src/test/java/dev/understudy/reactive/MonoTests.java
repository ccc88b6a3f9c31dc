package dev.understudy.reactive;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.TextRung;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that one value answers.
 */
class MonoTests {

	private final Rehearsal rehearsal = new Rehearsal();

	private final List<String> cancelled = new ArrayList<>();

	@Test
	void eachSubscriptionIsACall() {
		Mono<Routed<String>> mono = this.rehearsal.mono((model) -> Mono.just("Hello from " + model.id()));
		assertThat(this.rehearsal.outcomes).isEmpty();
		StepVerifier.create(mono).assertNext((routed) -> {
			assertThat(routed.value()).isEqualTo("Hello from gpt");
			assertThat(routed.chain()).isEqualTo("talk");
			assertThat(routed.attempts()).hasSize(1);
		}).verifyComplete();
		StepVerifier.create(mono).expectNextCount(1).verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED, Outcome.ANSWERED);
	}

	@Test
	void emptyIsAnAnswerAndStaysEmpty() {
		Mono<Routed<String>> mono = this.rehearsal.mono((model) -> Mono.empty());
		StepVerifier.create(mono).assertNext((routed) -> assertThat(routed.value()).isNull()).verifyComplete();
		StepVerifier.create(mono.mapNotNull(Routed::value)).verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED, Outcome.ANSWERED);
	}

	@Test
	void errorSignalThrowAndMissingMonoFallBackAlike() {
		StepVerifier.create(play(Mono.error(Rehearsal.down()))).expectNext("Hi").verifyComplete();
		StepVerifier.create(play(Mono.defer(() -> {
			throw Rehearsal.down();
		}))).expectNext("Hi").verifyComplete();
		StepVerifier.create(this.rehearsal.<String>mono((model) -> {
			if (model.id().equals("gpt")) {
				throw Exceptions.propagate(new IOException("reset"));
			}
			return Mono.just("Hi");
		}).mapNotNull(Routed::value)).expectNext("Hi").verifyComplete();
		StepVerifier.create(play(null)).expectNext("Hi").verifyComplete();
		assertThat(this.rehearsal.attempts).filteredOn((attempt) -> attempt.startsWith("gpt"))
			.containsExactly("gpt:network-error", "gpt:network-error", "gpt:network-error", "gpt:invalid-response");
		this.rehearsal.assertSettled(Outcome.FELL_BACK, Outcome.FELL_BACK, Outcome.FELL_BACK, Outcome.FELL_BACK);
	}

	@Test
	void missingMonoOfEveryModelIsToldAsTheCause() {
		StepVerifier.create(this.rehearsal.<String>mono((model) -> null))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOf(ChainExhaustedException.class)
				.hasCauseInstanceOf(InvalidResponseException.class));
	}

	@Test
	void failureThatMustNotFallBackIsTheVeryException() {
		IllegalArgumentException mistake = new IllegalArgumentException("mistake");
		StepVerifier.create(play(Mono.error(mistake)))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(mistake));
		StepVerifier.create(this.rehearsal.<String>mono((model) -> {
			throw mistake;
		})).verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(mistake));
		this.rehearsal.assertSettled(Outcome.FAILED, Outcome.FAILED);
	}

	@Test
	void errorOfTheMachineGoesUpAndGivesItsLeaseBack() {
		AssertionError broken = new AssertionError("broken");
		StepVerifier.create(play(Mono.error(broken)))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(broken));
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void timeoutIsOnTheResult() {
		StepVerifier.create(play(Mono.<String>never().doOnCancel(() -> this.cancelled.add("gpt"))))
			.then(() -> this.rehearsal.time.advance(Rehearsal.TIMEOUT))
			.expectNext("Hi")
			.verifyComplete();
		assertThat(this.cancelled).containsExactly("gpt");
		assertThat(this.rehearsal.attempts).containsExactly("gpt:timeout", "claude:success");
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void cancelIsNeutral() {
		StepVerifier.create(play(Mono.<String>never().doOnCancel(() -> this.cancelled.add("gpt"))))
			.thenCancel()
			.verify();
		assertThat(this.cancelled).containsExactly("gpt");
		assertThat(this.rehearsal.attempts).containsExactly("gpt:cancelled");
		assertThat(this.rehearsal.understudy.registry().status("gpt").callsInWindow()).isZero();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void pauseBlocksNobody() {
		RetryPolicy once = new RetryPolicy(2, Duration.ofSeconds(2), 1, Duration.ofSeconds(2), 0, Duration.ZERO);
		Rehearsal pausing = new Rehearsal((chain) -> chain, once, Schedulers.immediate());
		StepVerifier
			.create(pausing.mono((model) -> model.id().equals("gpt") ? Mono.error(Rehearsal.down()) : Mono.just("Hi"))
				.mapNotNull(Routed::value))
			.then(() -> pausing.time.advance(Duration.ofSeconds(2)))
			.expectNext("Hi")
			.verifyComplete();
		assertThat(pausing.attempts).containsExactly("gpt:network-error", "gpt:network-error", "claude:success");
		pausing.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void rungAnswersAndIsMarked() {
		this.rehearsal.rungs(TextRung.of("Sorry"));
		StepVerifier.create(this.rehearsal.<String>mono((model) -> Mono.error(Rehearsal.down())))
			.assertNext((routed) -> {
				assertThat(routed.value()).isEqualTo("Sorry");
				assertThat(routed.degraded()).isTrue();
				assertThat(routed.degradation().kind()).isEqualTo(FailureKind.NETWORK_ERROR);
			})
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.DEGRADED);
	}

	@Test
	void unknownChainIsAnErrorOfTheMono() {
		StepVerifier
			.create(new ReactiveCalls(this.rehearsal.understudy, ContextCarrier.standard()).mono(CallSpec.chain("tlak"),
					null, (model) -> Mono.just("no")))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).hasMessageContaining("'talk'"));
	}

	private Mono<String> play(Mono<String> gpt) {
		return this.rehearsal.<String>mono((model) -> model.id().equals("gpt") ? gpt : Mono.just("Hi"))
			.mapNotNull(Routed::value);
	}

}
