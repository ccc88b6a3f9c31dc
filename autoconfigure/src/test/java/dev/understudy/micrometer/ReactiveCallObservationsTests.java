package dev.understudy.micrometer;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.PartialAnswerException;
import dev.understudy.Routed;
import dev.understudy.reactive.Anything;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.TextRung;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.ContextCarriers;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is observed of calls that publishers answer.
 */
class ReactiveCallObservationsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Journal journal = new Journal();

	private final Understudy understudy = Understudy.builder()
		.models(Model.of("gpt", "openai", "gpt"), Model.of("claude", "anthropic", "claude"))
		.chain(ChainSettings.of("talk", List.of(seat("gpt"), seat("claude"))))
		.chain(ChainSettings.of("alone", List.of(seat("gpt"))).withRungs(List.of(TextRung.of("Later"))))
		.context(ContextCarriers.present(getClass().getClassLoader()))
		.observer(new CallObservations(this.journal.registry, null))
		.build();

	private final ReactiveCalls calls = new ReactiveCalls(this.understudy, this.understudy.context());

	@AfterEach
	void close() {
		this.understudy.close();
		assertThat(this.journal.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void attemptOfAMonoFindsTheCallInItsReactorContext() {
		assertThat(mono((model) -> Mono.deferContextual(this::observed)).block()).isEqualTo("understudy.call");
		assertShape("understudy.call > client", "understudy.call");
	}

	@Test
	void attemptOfAFluxFindsTheCallInItsReactorContext() {
		assertThat(flux((model) -> Flux.deferContextual(this::observed)).blockLast()).isEqualTo("understudy.call");
		assertShape("understudy.call > client", "understudy.call");
	}

	@Test
	void workOfAnAttemptFindsTheCallOnItsThread() {
		mono((model) -> Mono.just(observedHere())).block();
		flux((model) -> Flux.just(observedHere())).blockLast();
		assertShape("understudy.call > client", "understudy.call", "understudy.call > client", "understudy.call");
	}

	@Test
	void contextOfTheSubscriberGoesBeforeItsThread() {
		Observation given = Observation.start("given", this.journal.registry);
		inRequest(() -> {
			mono((model) -> Mono.deferContextual(this::observed)).contextWrite(of(given)).block();
			flux((model) -> Flux.deferContextual(this::observed)).contextWrite(of(given)).blockLast();
		});
		given.stop();
		assertShape("understudy.call > client", "given > understudy.call", "understudy.call > client",
				"given > understudy.call", "request", "given");
	}

	@Test
	void threadOfTheSubscriptionIsAskedOtherwise() {
		inRequest(() -> {
			mono((model) -> Mono.just("a")).block();
			flux((model) -> Flux.just("a")).blockLast();
		});
		assertShape("request > understudy.call", "request > understudy.call", "request");
	}

	@Test
	void streamThatIsAskedForOnAnotherThreadBelongsToItsSubscription() throws Exception {
		CompletableFuture<String> done = new CompletableFuture<>();
		Waiting<String> subscriber = new Waiting<>(done);
		inRequest(() -> flux((model) -> Flux.deferContextual(this::observed)).subscribe(subscriber));
		assertShape("request");
		Thread asking = new Thread(() -> Observation.createNotStarted("other", this.journal.registry)
			.observe(() -> subscriber.request(1)));
		asking.start();
		asking.join();
		assertThat(done.get()).isEqualTo("understudy.call");
		assertThat(this.journal.ended).anyMatch((line) -> line.startsWith("request > understudy.call "));
	}

	@Test
	void eachSubscriptionIsACallOfItsOwn() {
		Flux<String> flux = flux((model) -> Flux.just("a", "b"));
		Mono<String> mono = mono((model) -> Mono.just("a"));
		assertShape();
		flux.blockLast();
		flux.blockLast();
		mono.block();
		mono.block();
		assertShape("understudy.call", "understudy.call", "understudy.call", "understudy.call");
	}

	@Test
	void fallbackOfAMonoIsTwoEventsInOrder() {
		assertThat(mono((model) -> Mono.fromCallable(() -> unlessGpt(model))).block()).isEqualTo("claude");
		assertFellBack();
	}

	@Test
	void fallbackOfAFluxIsTwoEventsInOrder() {
		assertThat(flux((model) -> Flux.defer(() -> Flux.just(unlessGpt(model)))).blockLast()).isEqualTo("claude");
		assertFellBack();
	}

	@Test
	void nextAttemptOnAnotherThreadIsAPartOfTheSameCall() {
		Mono<String> late = Mono.<String>error(down()).delaySubscription(Duration.ofMillis(5), Schedulers.parallel());
		inRequest(() -> {
			mono((model) -> model.id().equals("gpt") ? late : Mono.deferContextual(this::observed)).block(PATIENCE);
			flux((model) -> model.id().equals("gpt") ? late : Flux.just(observedHere())).blockLast(PATIENCE);
		});
		assertShape("understudy.call > client", "request > understudy.call", "understudy.call > client",
				"request > understudy.call", "request");
	}

	@Test
	void cancelledMonoEndsTheCall() {
		StepVerifier.create(mono((model) -> Mono.never())).expectSubscription().thenCancel().verify(PATIENCE);
		assertCancelled();
	}

	@Test
	void cancelledFluxEndsTheCall() {
		StepVerifier.create(flux((model) -> Flux.concat(Flux.just("a"), Flux.never())))
			.expectNext("a")
			.thenCancel()
			.verify(PATIENCE);
		assertCancelled();
	}

	@Test
	void streamThatNobodyAsksForIsNotObserved() {
		StepVerifier.create(flux((model) -> Flux.just("a")), 0).thenCancel().verify(PATIENCE);
		assertShape();
		assertThat(this.journal.started).isEmpty();
	}

	@Test
	void streamThatBreaksOffIsAFailedCall() {
		StepVerifier.create(flux((model) -> Flux.concat(Flux.just("a"), Flux.error(down()))))
			.expectNext("a")
			.expectError(PartialAnswerException.class)
			.verify(PATIENCE);
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk kind=network-error model=none outcome=failed !network-error");
		assertThat(this.journal.events).containsExactly("attempt: gpt network-error");
	}

	@Test
	void rungThatAnswersAStreamDegradesTheCall() {
		CallSpec spec = CallSpec.chain("alone").withRungs(List.of(), true);
		assertThat(this.calls.<String>flux(spec, new Anything(), (model) -> Flux.error(down())).blockLast())
			.isEqualTo("Later");
		assertThat(this.calls.<String>mono(spec, new Anything(), (model) -> Mono.error(down()))
			.mapNotNull(Routed::value)
			.block()).isEqualTo("Later");
		assertThat(this.journal.ended).hasSize(2)
			.containsOnly("understudy.call attempts=1 chain=alone kind=network-error model=none outcome=degraded");
	}

	@Test
	void callWithinAnAttemptIsAPartOfItsCall() {
		CallSpec inner = CallSpec.chain("alone");
		flux((model) -> this.calls.<String>flux(inner, new Anything(), (any) -> Flux.just("a"))).blockLast();
		mono((model) -> this.calls.<String>mono(inner, new Anything(), (any) -> Mono.just("a"))
			.mapNotNull(Routed::value)).block();
		assertShape("understudy.call > understudy.call", "understudy.call", "understudy.call > understudy.call",
				"understudy.call");
	}

	private void assertFellBack() {
		assertThat(this.journal.events).containsExactly("attempt: gpt network-error", "attempt: claude success");
		assertThat(this.journal.ended)
			.containsExactly("understudy.call attempts=2 chain=talk kind=none model=claude outcome=fell-back");
	}

	private void assertCancelled() {
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk kind=cancelled model=none outcome=failed !cancelled");
	}

	/** What was observed without its keys. */
	private void assertShape(String... lines) {
		assertThat(this.journal.ended).extracting((line) -> line.split(" [a-z]+=")[0]).containsExactly(lines);
	}

	private Mono<String> mono(ModelCall<? extends Mono<String>> work) {
		return this.calls.<String>mono(CallSpec.chain("talk"), new Anything(), work).mapNotNull(Routed::value);
	}

	private Flux<String> flux(ModelCall<? extends Publisher<String>> work) {
		return this.calls.flux(CallSpec.chain("talk"), new Anything(), work);
	}

	/** What a client observes that looks into its Reactor context, as Spring's do. */
	private Mono<String> observed(ContextView context) {
		Observation parent = context.get(ObservationThreadLocalAccessor.KEY);
		return Mono.fromSupplier(() -> Observation.createNotStarted("client", this.journal.registry)
			.parentObservation(parent)
			.observe(() -> parent.getContextView().getName()));
	}

	private String observedHere() {
		return Observation.createNotStarted("client", this.journal.registry).observe(() -> "here");
	}

	private void inRequest(Runnable code) {
		Observation.createNotStarted("request", this.journal.registry).observe(code);
	}

	private static Context of(Observation observation) {
		return Context.of(ObservationThreadLocalAccessor.KEY, observation);
	}

	private static String unlessGpt(Model model) {
		if (model.id().equals("gpt")) {
			throw down();
		}
		return model.id();
	}

	private static RuntimeException down() {
		return new UncheckedIOException(new ConnectException("refused"));
	}

	private static SeatSettings seat(String id) {
		return SeatSettings.of(id).withRetry(RetryPolicy.NONE);
	}

	/** Asks for nothing by itself. */
	private static final class Waiting<T> extends BaseSubscriber<T> {

		private final CompletableFuture<T> first;

		private Waiting(CompletableFuture<T> first) {
			this.first = first;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(T value) {
			this.first.complete(value);
		}

	}

}
