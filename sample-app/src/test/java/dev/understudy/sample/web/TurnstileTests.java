package dev.understudy.sample.web;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Two streams may run at once.
 */
class TurnstileTests {

	private final Turnstile turnstile = new Turnstile(2, () -> new IllegalStateException("full"));

	private final List<String> heard = new ArrayList<>();

	@Test
	void whoeverComesWhenItIsFullIsTurnedAway() {
		run(Flux.never());
		run(Flux.never());
		run(Flux.just("a"));
		assertThat(this.heard).containsExactly("full");
	}

	@Test
	void placeIsFreeAfterEveryEnding() {
		run(Flux.never());
		run(Flux.just("a"));
		run(Flux.error(new IllegalStateException("broken")));
		run(Flux.defer(() -> {
			throw new IllegalStateException("thrown");
		}));
		Disposable cancelled = run(Flux.never());
		run(Flux.just("b"));
		cancelled.dispose();
		cancelled.dispose();
		run(Flux.just("c"));
		assertThat(this.heard).containsExactly("a", "broken", "thrown", "full", "c");
	}

	@Test
	void placeIsHeldFromTheBeginningToTheEnd() {
		TestPublisher<String> stream = TestPublisher.create();
		Flux<String> admitted = this.turnstile.admit(stream.flux());
		run(Flux.never());
		run(Flux.just("a"));
		admitted.subscribe();
		run(Flux.just("b"));
		stream.complete();
		run(Flux.just("c"));
		assertThat(this.heard).containsExactly("a", "full", "c");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void somebodyMustBeLetIn(int most) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Turnstile(most, IllegalStateException::new))
			.withMessageContaining("not " + most);
	}

	private Disposable run(Flux<String> stream) {
		return this.turnstile.admit(stream).subscribe(this.heard::add, (ex) -> this.heard.add(ex.getMessage()));
	}

}
