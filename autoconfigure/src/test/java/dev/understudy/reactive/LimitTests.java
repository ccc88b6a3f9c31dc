package dev.understudy.reactive;

import java.time.Duration;
import java.util.List;

import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams and single values of a model with limits: one request, and ten tokens.
 */
class LimitTests {

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private final VirtualTime time = new VirtualTime();

	private final Understudy understudy = Understudy.builder()
		.model(ModelSettings.of(Model.of("gpt", "openai", "gpt"))
			.withLimits(Limits.of(Limit.requests(1, DAY), Limit.tokens(10, DAY))))
		.models(Model.of("claude", "anthropic", "claude"))
		.chain(ChainSettings.of("talk",
				List.of(SeatSettings.of("gpt").withRetry(RetryPolicy.NONE), SeatSettings.of("claude"))))
		.ticker(this.time)
		.timer(this.time)
		.threads(Runnable::run)
		.build();

	private final ReactiveCalls calls = new ReactiveCalls(this.understudy, ContextCarrier.standard(),
			Schedulers.immediate());

	@Test
	void streamReservesWhileItFlowsAndKeepsItsRequestAtTheEnd() {
		TestPublisher<String> source = TestPublisher.create();
		StepVerifier.create(flux(source.flux())).then(() -> source.next("Hello")).expectNext("Hello").then(() -> {
			assertThat(gpt().requestsUsed()).isOne();
			StepVerifier.create(flux(Flux.just("other"))).expectNext("from claude").verifyComplete();
		}).then(source::complete).verifyComplete();
		assertThat(gpt().overQuota()).isTrue();
		assertThat(gpt().tokensUsed()).isEqualTo(3);
	}

	@Test
	void streamThatFailsGivesItsRequestBackAndKeepsItsTokens() {
		StepVerifier.create(flux(Flux.error(Rehearsal.down()))).expectNext("from claude").verifyComplete();
		StepVerifier.create(flux(Flux.concat(Flux.just("cut"), Flux.error(Rehearsal.down()))))
			.expectNext("cut")
			.verifyError();
		assertThat(gpt().requestsUsed()).isZero();
		assertThat(gpt().tokensUsed()).isEqualTo(6);
		StepVerifier.create(flux(Flux.just("Hello"))).expectNext("Hello").verifyComplete();
	}

	@Test
	void streamThatIsCancelledGivesItsRequestBack() {
		StepVerifier.create(flux(Flux.just("one").concatWith(Flux.never()))).expectNext("one").thenCancel().verify();
		assertThat(gpt().requestsUsed()).isZero();
		assertThat(gpt().overQuota()).isFalse();
	}

	@Test
	void monoReservesAndSettles() {
		StepVerifier.create(mono(Mono.error(Rehearsal.down()))).expectNext("from claude").verifyComplete();
		StepVerifier.create(mono(Mono.never())).thenCancel().verify();
		assertThat(gpt().requestsUsed()).isZero();
		StepVerifier.create(mono(Mono.just("Hello"))).expectNext("Hello").verifyComplete();
		StepVerifier.create(mono(Mono.just("Hello"))).expectNext("from claude").verifyComplete();
		assertThat(gpt().tokensUsed()).isEqualTo(9);
	}

	private Flux<String> flux(Flux<String> answer) {
		return this.calls.flux(CallSpec.chain("talk"), new Anything(), (model) -> Flux.deferContextual((context) -> {
			ReactiveCurrentModel.usage(context, 1, 2);
			return model.id().equals("gpt") ? answer : Flux.just("from claude");
		}));
	}

	private Mono<String> mono(Mono<String> answer) {
		return this.calls
			.<String>mono(CallSpec.chain("talk"), new Anything(), (model) -> Mono.deferContextual((context) -> {
				ReactiveCurrentModel.usage(context, 1, 2);
				return model.id().equals("gpt") ? answer : Mono.just("from claude");
			}))
			.mapNotNull((routed) -> routed.value());
	}

	private ModelStatus gpt() {
		return this.understudy.registry().status("gpt");
	}

}
