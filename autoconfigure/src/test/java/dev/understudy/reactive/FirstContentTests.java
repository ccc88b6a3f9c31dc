package dev.understudy.reactive;

import java.time.Duration;
import java.util.List;

import dev.understudy.PartialAnswerException;
import dev.understudy.routing.StreamSettings.Commit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first content of a stream is told once an attempt, with the time it took.
 */
class FirstContentTests {

	private final TestPublisher<String> gpt = TestPublisher.create();

	private final TestPublisher<String> claude = TestPublisher.create();

	private Rehearsal rehearsal = Rehearsal.committing(Commit.FIRST_TOKEN);

	@Test
	void isToldOnceWithTheTimeSinceTheAttemptBegan() {
		StepVerifier.create(this.rehearsal.play(this.gpt, this.claude))
			.then(() -> pass(300))
			.then(() -> this.gpt.next(" "))
			.then(() -> assertThat(this.rehearsal.firsts).isEmpty())
			.then(() -> pass(400))
			.then(() -> this.gpt.next("Hello"))
			.then(() -> pass(500))
			.then(() -> this.gpt.next(" world").complete())
			.expectNext(" ", "Hello", " world")
			.verifyComplete();
		assertThat(this.rehearsal.firsts).containsExactly("gpt:700");
	}

	@Test
	void isThatOfTheModelThatBroughtItAfterAFallback() {
		StepVerifier.create(this.rehearsal.play(this.gpt, this.claude))
			.then(() -> pass(300))
			.then(() -> this.gpt.error(Rehearsal.down()))
			.then(() -> pass(200))
			.then(() -> this.claude.next("Hi").complete())
			.expectNext("Hi")
			.verifyComplete();
		assertThat(this.rehearsal.firsts).containsExactly("claude:200");
	}

	@Test
	void isToldOfEachAttemptWhereAnAnswerIsHeldBack() {
		this.rehearsal = Rehearsal.committing(Commit.COMPLETE);
		StepVerifier.create(this.rehearsal.play(this.gpt, this.claude))
			.then(() -> pass(300))
			.then(() -> this.gpt.next("Hel"))
			.then(() -> pass(100))
			.then(() -> this.gpt.error(Rehearsal.down()))
			.then(() -> pass(200))
			.then(() -> this.claude.next("Hi").complete())
			.expectNext("Hi")
			.verifyComplete();
		assertThat(this.rehearsal.firsts).containsExactly("gpt:300", "claude:200");
	}

	@Test
	void isToldOfAStreamThatBreaksOffLater() {
		StepVerifier.create(this.rehearsal.play(this.gpt, this.claude))
			.then(() -> pass(300))
			.then(() -> this.gpt.next("Hel"))
			.expectNext("Hel")
			.then(() -> this.gpt.error(Rehearsal.down()))
			.verifyError(PartialAnswerException.class);
		assertThat(this.rehearsal.firsts).containsExactly("gpt:300");
	}

	@Test
	void isNotToldOfStreamsWithoutContent() {
		StepVerifier.create(this.rehearsal.play(Flux.empty(), Flux.error(Rehearsal.down()))).verifyError();
		assertThat(this.rehearsal.firsts).isEmpty();
	}

	@Test
	void isNotToldOfAMonoNorOfARung() {
		this.rehearsal.mono((model) -> Mono.just("Hi")).block();
		assertThat(this.rehearsal.rungs(new GivenRung(Flux.just("busy")))
			.play(Flux.error(Rehearsal.down()), Flux.error(Rehearsal.down()))
			.collectList()
			.block()).isEqualTo(List.of("busy"));
		assertThat(this.rehearsal.firsts).isEmpty();
	}

	private void pass(long millis) {
		this.rehearsal.time.advance(Duration.ofMillis(millis));
	}

}
