package dev.understudy.reactive;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.TextRung;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams that fail before their first content.
 */
class FluxFallbackTests {

	private final Rehearsal rehearsal = new Rehearsal();

	@Test
	void streamOfTheFirstChoiceFlowsThrough() {
		StepVerifier.create(this.rehearsal.play(Flux.just("Hello", " ", "world"), Flux.just("no")))
			.expectNext("Hello", " ", "world")
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void nothingHappensBeforeASubscription() {
		Flux<String> flux = this.rehearsal.flux((model) -> Flux.just("Hello"));
		assertThat(this.rehearsal.attempts).isEmpty();
		StepVerifier.create(flux).expectNext("Hello").verifyComplete();
		StepVerifier.create(flux).expectNext("Hello").verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED, Outcome.ANSWERED);
	}

	@Test
	void errorSignalThrowAndWrappedThrowFallBackAlike() {
		StepVerifier.create(this.rehearsal.play(Flux.error(Rehearsal.down()), Flux.just("Hello")))
			.expectNext("Hello")
			.verifyComplete();
		StepVerifier.create(this.rehearsal.<String>flux((model) -> {
			if (model.id().equals("gpt")) {
				throw Rehearsal.down();
			}
			return Flux.just("Hello");
		})).expectNext("Hello").verifyComplete();
		StepVerifier.create(this.rehearsal.<String>flux((model) -> {
			if (model.id().equals("gpt")) {
				throw Exceptions.propagate(new IOException("reset"));
			}
			return Flux.just("Hello");
		})).expectNext("Hello").verifyComplete();
		this.rehearsal.assertSettled(Outcome.FELL_BACK, Outcome.FELL_BACK, Outcome.FELL_BACK);
		assertThat(this.rehearsal.attempts).containsExactly("gpt:network-error", "claude:success", "gpt:network-error",
				"claude:success", "gpt:network-error", "claude:success");
	}

	@Test
	void blankElementsOfAFailedModelNeverReachTheCaller() {
		TestPublisher<String> gpt = TestPublisher.create();
		StepVerifier.create(this.rehearsal.play(gpt, Flux.just(" ", "Hi")))
			.then(() -> gpt.next("", " ", "\n"))
			.then(() -> gpt.error(Rehearsal.down()))
			.expectNext(" ", "Hi")
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void elementsBeforeTheFirstContentComeInOrder() {
		TestPublisher<String> gpt = TestPublisher.create();
		StepVerifier.create(this.rehearsal.play(gpt, Flux.just("no")))
			.then(() -> gpt.next("", "  "))
			.expectNoEvent(Duration.ofMillis(1))
			.then(() -> gpt.next("Hello"))
			.expectNext("", "  ", "Hello")
			.then(() -> gpt.next("", "!").complete())
			.expectNext("", "!")
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void streamWithoutElementsIsNoAnswer() {
		StepVerifier.create(this.rehearsal.play(Flux.empty(), Flux.just("Hello"))).expectNext("Hello").verifyComplete();
		assertThat(this.rehearsal.attempts).containsExactly("gpt:invalid-response", "claude:success");
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void blankStreamIsAnAnswerOfPlainMethodsOnly() {
		StepVerifier.create(this.rehearsal.play(Flux.just("", " "), Flux.just("no")))
			.expectNext("", " ")
			.verifyComplete();
		StepVerifier
			.create(this.rehearsal.flux((model) -> model.id().equals("gpt") ? Flux.just("", " ") : Flux.just("Hello"),
					new Words()))
			.expectNext("Hello")
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED, Outcome.FELL_BACK);
	}

	@Test
	void missingPublisherIsAnInvalidResponse() {
		StepVerifier.create(this.rehearsal.<String>play(null, null)).verifyErrorSatisfies((thrown) -> {
			assertThat(thrown).isInstanceOf(ChainExhaustedException.class)
				.hasCauseInstanceOf(InvalidResponseException.class);
			assertThat(((ChainExhaustedException) thrown).kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
		});
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void failureThatMustNotFallBackIsTheVeryException() {
		IllegalArgumentException mistake = new IllegalArgumentException("mistake");
		StepVerifier.create(this.rehearsal.play(Flux.error(mistake), Flux.just("no")))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(mistake));
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void errorOfTheMachineGoesUpAndGivesItsLeaseBack() {
		AssertionError broken = new AssertionError("broken");
		StepVerifier.create(this.rehearsal.play(Flux.error(broken), Flux.just("no")))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(broken));
		StepVerifier.create(this.rehearsal.<String>flux((model) -> {
			throw broken;
		})).verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(broken));
		StepVerifier.create(this.rehearsal.play(Flux.just(" ").concatWith(Flux.error(broken)), Flux.just("no")))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(broken));
		this.rehearsal.assertSettled(Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rungAnswersWithOneElementOrAStream(boolean text) {
		this.rehearsal.rungs(
				text ? TextRung.of("Sorry") : new GivenRung(Flux.just("Sorry", ",", " I").concatWithValues(" can't")));
		StepVerifier.create(this.rehearsal.play(Flux.error(Rehearsal.down()), Flux.error(Rehearsal.down())), 1)
			.expectNext("Sorry")
			.thenRequest(10)
			.expectNextSequence(text ? List.of() : List.of(",", " I", " can't"))
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.DEGRADED);
	}

	@Test
	void rungMayAnswerWithAStreamWhenNoModelMayBeTried() {
		this.rehearsal.understudy.registry().disable("gpt", null, "test");
		this.rehearsal.understudy.registry().disable("claude", null, "test");
		this.rehearsal.rungs(new GivenRung(Flux.just("So", "rry")));
		StepVerifier.create(this.rehearsal.play(Flux.just("no"), Flux.just("no")))
			.expectNext("So", "rry")
			.verifyComplete();
		assertThat(this.rehearsal.outcomes).containsExactly(Outcome.DEGRADED);
	}

	@Test
	void rungMayAnswerNothingAndItsStreamMayFail() {
		this.rehearsal.rungs(new GivenRung(null));
		StepVerifier.create(this.rehearsal.play(Flux.error(Rehearsal.down()), Flux.empty())).verifyComplete();
		IllegalStateException broken = new IllegalStateException("rung");
		this.rehearsal.rungs(new GivenRung(Flux.just("So").concatWith(Flux.error(broken))));
		StepVerifier.create(this.rehearsal.play(Flux.error(Rehearsal.down()), Flux.empty()))
			.expectNext("So")
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(broken));
		this.rehearsal.assertSettled(Outcome.DEGRADED, Outcome.DEGRADED);
	}

	@Test
	void readerThatThrowsFailsTheAttempt() {
		PieceReader<String> picky = new PieceReader<>() {

			@Override
			public boolean isContent(String piece) {
				throw new IllegalStateException("unreadable");
			}

			@Override
			public String text(String piece) {
				return piece;
			}

		};
		StepVerifier.create(this.rehearsal.flux((model) -> Flux.just("Hello"), picky)).verifyError();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void unknownChainIsAnErrorOfTheStream() {
		StepVerifier
			.create(new ReactiveCalls(this.rehearsal.understudy, ContextCarrier.standard()).flux(CallSpec.chain("tlak"),
					null, (model) -> Flux.just("no")))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).hasMessageContaining("'talk'"));
		this.rehearsal.assertSettled();
	}

}
