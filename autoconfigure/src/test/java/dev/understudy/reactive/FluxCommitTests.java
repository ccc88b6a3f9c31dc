package dev.understudy.reactive;

import java.time.Duration;
import java.util.List;

import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.StreamSettings.Commit;
import dev.understudy.routing.TextRung;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * From when on a stream belongs to its model.
 */
class FluxCommitTests {

	private final Rehearsal first = Rehearsal.committing(Commit.FIRST_TOKEN);

	private final Rehearsal whole = Rehearsal.committing(Commit.COMPLETE);

	@Test
	void failureAfterContentEndsTheStreamWithWhatWasSaid() {
		RuntimeException cause = Rehearsal.down();
		Flux<String> cut = Flux.just(" ", "Hello", ", wor").concatWith(Flux.error(cause));
		StepVerifier.create(this.first.rungs(TextRung.of("Sorry")).play(cut, Flux.just("no")))
			.expectNext(" ", "Hello", ", wor")
			.verifyErrorSatisfies((thrown) -> {
				PartialAnswerException partial = (PartialAnswerException) thrown;
				assertThat(partial.model().id()).isEqualTo("gpt");
				assertThat(partial.text()).isEqualTo(" Hello, wor");
				assertThat(partial.failure().kind()).isEqualTo(FailureKind.NETWORK_ERROR);
				assertThat(partial.failure().cause()).hasRootCauseMessage("refused");
			});
		assertThat(this.first.attempts).containsExactly("gpt:network-error");
		this.first.assertSettled(Outcome.FAILED);
	}

	@Test
	void failureThatWouldNotFallBackIsAPartialAnswerToo() {
		Flux<String> cut = Flux.just("Hello").concatWith(Flux.error(new IllegalArgumentException("mistake")));
		StepVerifier.create(this.first.play(cut, Flux.just("no")))
			.expectNext("Hello")
			.verifyErrorSatisfies((thrown) -> assertThat(((PartialAnswerException) thrown).failure().kind())
				.isEqualTo(FailureKind.BAD_REQUEST));
		this.first.assertSettled(Outcome.FAILED);
	}

	@Test
	void errorOfTheMachineAfterContentIsItself() {
		AssertionError broken = new AssertionError("broken");
		StepVerifier.create(this.first.play(Flux.just("Hello").concatWith(Flux.error(broken)), Flux.just("no")))
			.expectNext("Hello")
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(broken));
		this.first.assertSettled(Outcome.FAILED);
	}

	@Test
	void brokenOffStreamSpeaksAgainstItsModel() {
		StepVerifier
			.create(this.first.play(Flux.just("Hello").concatWith(Flux.error(Rehearsal.down())), Flux.just("no")))
			.expectNext("Hello")
			.verifyError(PartialAnswerException.class);
		assertThat(this.first.understudy.registry().status("gpt").consecutiveFailures()).isEqualTo(1);
	}

	@Test
	void everyElementThatIsNoTextIsContent() {
		StepVerifier.create(this.first.play(Flux.just(1, 2).concatWith(Flux.error(Rehearsal.down())), Flux.just(3)))
			.expectNext(1, 2)
			.verifyErrorSatisfies((thrown) -> assertThat(((PartialAnswerException) thrown).text()).isEmpty());
	}

	@Test
	void heldElementsReachTheCallerBeforeTheirError() {
		TestPublisher<String> gpt = TestPublisher.create();
		StepVerifier.create(this.first.play(gpt, Flux.just("no")), 1)
			.then(() -> gpt.next(" "))
			.then(() -> gpt.next("Hello"))
			.then(() -> gpt.error(Rehearsal.down()))
			.expectNext(" ")
			.expectNoEvent(Duration.ofMillis(1))
			.thenRequest(1)
			.expectNext("Hello")
			.verifyErrorSatisfies((thrown) -> assertThat(((PartialAnswerException) thrown).text()).isEqualTo(" Hello"));
		this.first.assertSettled(Outcome.FAILED);
	}

	@Test
	void textIsKeptUpToABound() {
		String page = "x".repeat(1 << 18);
		Flux<String> endless = Flux.just(page, page, page, page, "beyond").concatWith(Flux.error(Rehearsal.down()));
		assertThatExceptionOfType(PartialAnswerException.class)
			.isThrownBy(() -> this.first.play(endless, Flux.just("no")).blockLast())
			.satisfies((partial) -> assertThat(partial.text()).hasSize(Transcript.LONGEST).doesNotContain("beyond"));
	}

	@Test
	void completeAnswersAreHeldBackAndCanStillFallBack() {
		TestPublisher<String> gpt = TestPublisher.create();
		StepVerifier.create(this.whole.play(gpt, Flux.just("Hi", "!")))
			.then(() -> gpt.next("Hello", ", ", "wor"))
			.expectNoEvent(Duration.ofMillis(1))
			.then(() -> gpt.error(Rehearsal.down()))
			.expectNext("Hi", "!")
			.verifyComplete();
		this.whole.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void completeAnswerComesWholeAtThePaceOfTheCaller() {
		TestPublisher<String> gpt = TestPublisher.create();
		StepVerifier.create(this.whole.play(gpt, Flux.just("no")), 1)
			.then(() -> gpt.next("Hello", ", ", "world"))
			.then(gpt::complete)
			.expectNext("Hello")
			.then(() -> assertThat(this.whole.outcomes).containsExactly(Outcome.ANSWERED))
			.thenRequest(1)
			.expectNext(", ")
			.thenRequest(1)
			.expectNext("world")
			.verifyComplete();
		this.whole.assertSettled(Outcome.ANSWERED);
	}

	@Test
	void failingFallbackOfACompleteAnswerExhaustsTheChain() {
		Flux<String> cut = Flux.just("Hello").concatWith(Flux.error(Rehearsal.down()));
		StepVerifier.create(this.whole.rungs(TextRung.of("Sorry")).play(cut, cut)).expectNext("Sorry").verifyComplete();
		this.whole.assertSettled(Outcome.DEGRADED);
	}

	@Test
	void answerThatIsTooLongToBeHeldBackFails() {
		StepVerifier.create(this.whole.play(Flux.range(0, StreamCall.MOST_HELD + 1), Flux.just(-1)))
			.expectNext(-1)
			.verifyComplete();
		assertThat(this.whole.attempts).containsExactly("gpt:invalid-response", "claude:success");
		this.whole.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void endlessBlanksBeforeTheContentFail() {
		StepVerifier.create(this.first.play(Flux.just(" ").repeat(), Flux.just("Hello")))
			.expectNext("Hello")
			.verifyComplete();
		this.first.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void wholeTextIsWhatRungsRemember() {
		GivenRung memory = new GivenRung(null);
		StepVerifier.create(this.first.rungs(memory).play(Flux.just("Hello", " ", "world"), Flux.just("no")))
			.expectNextCount(3)
			.verifyComplete();
		assertThat(memory.seen).isEqualTo(List.of("Hello world"));
		StepVerifier.create(this.first.play(Flux.just(1, 2), Flux.just(3))).expectNextCount(2).verifyComplete();
		String page = "x".repeat(Transcript.LONGEST);
		StepVerifier.create(this.first.play(Flux.just(page, "x"), Flux.just("no"))).expectNextCount(2).verifyComplete();
		assertThat(memory.seen).hasSize(1);
	}

	@Test
	void wholeAnswerThatCannotBeReadIsAFailure() {
		PieceReader<String> picky = new PieceReader<>() {

			@Override
			public boolean isContent(String piece) {
				return true;
			}

			@Override
			public String text(String piece) {
				return piece;
			}

			@Override
			public Object whole(String text) {
				throw new InvalidResponseException("truncated");
			}

		};
		StepVerifier.create(this.first.flux((model) -> Flux.just("Hello"), picky))
			.expectNext("Hello")
			.verifyError(PartialAnswerException.class);
		this.first.assertSettled(Outcome.FAILED);
	}

}
