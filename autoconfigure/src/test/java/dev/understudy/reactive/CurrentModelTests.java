package dev.understudy.reactive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an attempt knows of its model and of its caller.
 */
class CurrentModelTests {

	private final Rehearsal rehearsal = new Rehearsal();

	@AfterEach
	void nothingIsLeftOnTheThread() {
		Hooks.disableAutomaticContextPropagation();
		assertThat(CurrentModel.find()).isEmpty();
	}

	@Test
	void modelIsKnownWhileTheWorkIsCalledAndSubscribed() {
		StepVerifier
			.create(this.rehearsal.<String>flux((model) -> Flux.just(CurrentModel.require().id())
				.concatWith(Mono.fromSupplier(() -> CurrentModel.require().id()))))
			.expectNext("gpt", "gpt")
			.verifyComplete();
		StepVerifier.create(this.rehearsal.<String>mono((model) -> {
			String called = CurrentModel.require().id();
			return Mono.fromSupplier(() -> called + " " + CurrentModel.require().id());
		}).mapNotNull(Routed::value)).expectNext("gpt gpt").verifyComplete();
	}

	@Test
	void modelAndTheCallersContextAreInTheContextOfEachAttempt() {
		List<String> seen = new ArrayList<>();
		Flux<String> flux = this.rehearsal.flux((model) -> Flux.deferContextual((context) -> {
			seen.add(ReactiveCurrentModel.find(context).map(Model::id).orElse("") + " " + context.get("user"));
			return model.id().equals("gpt") ? Flux.error(Rehearsal.down()) : Flux.just("Hi");
		}).subscribeOn(Schedulers.single()).cast(String.class));
		StepVerifier.create(flux.contextWrite(Context.of("user", "Ada"))).expectNext("Hi").verifyComplete();
		Mono<String> mono = this.rehearsal.<String>mono((model) -> Mono.deferContextual((context) -> {
			seen.add(ReactiveCurrentModel.find(context).map(Model::id).orElse("") + " " + context.get("user"));
			return model.id().equals("gpt") ? Mono.error(Rehearsal.down()) : Mono.just("Hi");
		})).mapNotNull(Routed::value);
		StepVerifier.create(mono.contextWrite(Context.of("user", "Ada"))).expectNext("Hi").verifyComplete();
		assertThat(seen).containsExactly("gpt Ada", "claude Ada", "gpt Ada", "claude Ada");
		assertThat(ReactiveCurrentModel.find(Context.empty())).isEmpty();
	}

	@Test
	void modelIsKnownInOperatorsWithAutomaticContextPropagation() {
		Hooks.enableAutomaticContextPropagation();
		StepVerifier
			.create(this.rehearsal
				.<String>flux((model) -> Flux.just("a", "b")
					.publishOn(Schedulers.boundedElastic())
					.map((piece) -> piece + CurrentModel.find().map(Model::id).orElse("?")))
				.map((piece) -> piece + CurrentModel.find().map(Model::id).orElse("")))
			.expectNext("agpt", "bgpt")
			.verifyComplete();
		StepVerifier
			.create(this.rehearsal.<String>mono((model) -> Mono.just("a")
				.delayElement(Duration.ofNanos(1))
				.map((piece) -> piece + CurrentModel.find().map(Model::id).orElse("?"))).mapNotNull(Routed::value))
			.expectNext("agpt")
			.verifyComplete();
		this.rehearsal.assertSettled(Outcome.ANSWERED, Outcome.ANSWERED);
	}

	@Test
	void tokensAreCountedForTheAttempt() {
		StepVerifier.create(this.rehearsal.<String>flux((model) -> Flux.deferContextual((context) -> {
			ReactiveCurrentModel.usage(context, 3, 4);
			return Flux.just("Hello");
		}))).expectNext("Hello").verifyComplete();
		assertThat(this.rehearsal.understudy.registry().status("gpt").tokensUsed()).isEqualTo(7);
		ReactiveCurrentModel.usage(Context.empty(), 1, 1);
	}

	@Test
	void accessorIsFoundAndCarriesTheAttempt() {
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
			.anyMatch((accessor) -> accessor instanceof CurrentModelAccessor);
		List<Optional<Model>> elsewhere = new ArrayList<>();
		StepVerifier.create(this.rehearsal.<String>flux((model) -> {
			Runnable task = ContextSnapshotFactory.builder()
				.build()
				.captureAll()
				.wrap((Runnable) () -> elsewhere.add(CurrentModel.find()));
			Thread thread = new Thread(task);
			thread.start();
			thread.join();
			return Flux.just("Hello");
		})).expectNext("Hello").verifyComplete();
		assertThat(elsewhere).singleElement().satisfies((found) -> assertThat(found).isPresent());
	}

	@Test
	void laterAttemptsHaveTheContextOfTheSubscribingThread() {
		ThreadLocal<String> user = new ThreadLocal<>();
		ContextCarrier carrier = () -> {
			String packed = user.get();
			return () -> {
				user.set(packed);
				return user::remove;
			};
		};
		ReactiveCalls calls = new ReactiveCalls(this.rehearsal.understudy, carrier);
		List<String> seen = new ArrayList<>();
		user.set("Ada");
		Flux<String> flux = calls.flux(CallSpec.chain("talk"), null, (model) -> {
			seen.add(user.get());
			return model.id().equals("gpt")
					? Flux.<String>error(Rehearsal.down()).delaySubscription(Duration.ofNanos(1)) : Flux.just("Hi");
		});
		StepVerifier.create(flux).expectNext("Hi").verifyComplete();
		StepVerifier.create(flux, 0).then(user::remove).thenRequest(1).expectNext("Hi").verifyComplete();
		assertThat(seen).containsExactly("Ada", "Ada", "Ada", "Ada");
	}

}
