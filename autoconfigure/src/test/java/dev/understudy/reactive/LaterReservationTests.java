package dev.understudy.reactive;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.failure.FailureKind;
import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.Limit;
import dev.understudy.limit.LimitStore;
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
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams and single values of a model with a limit of one request, which is kept by a
 * store that tells later and lets nobody wait for it on a thread.
 */
class LaterReservationTests {

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private static final Duration DEADLINE = Duration.ofMillis(60);

	private static final Duration INSTANT = Duration.ofNanos(1);

	private final VirtualTime time = new VirtualTime();

	private final LateStore store = new LateStore();

	private final Understudy understudy = Understudy.builder()
		.limitStore(this.store)
		.model(ModelSettings.of(Model.of("gpt", "openai", "gpt"))
			.withLimits(Limits.of(Limit.requests(1, Period.of(Duration.ofDays(1))))))
		.models(Model.of("claude", "anthropic", "claude"))
		.chain(ChainSettings.of("talk",
				List.of(SeatSettings.of("gpt").withRetry(RetryPolicy.NONE), SeatSettings.of("claude"))))
		.ticker(this.time)
		.timer(this.time)
		.threads(Runnable::run)
		.build();

	private final CallSpec spec = CallSpec.chain("talk");

	@Test
	void streamBeginsWhenTheStoreHasTold() {
		StepVerifier.create(flux(this.spec))
			.then(() -> assertThat(this.store.answer()).isOne())
			.expectNext("gpt")
			.verifyComplete();
		assertSettled(1);
	}

	@Test
	void monoBeginsWhenTheStoreHasTold() {
		StepVerifier.create(mono(this.spec))
			.then(() -> assertThat(this.store.answer()).isOne())
			.expectNext("gpt")
			.verifyComplete();
		assertSettled(1);
	}

	@Test
	void nextModelStreamsWhenTheLimitIsReachedMeanwhile() {
		StepVerifier.create(Flux.merge(flux(this.spec), flux(this.spec)))
			.then(() -> assertThat(this.store.answer()).isEqualTo(2))
			.expectNext("gpt", "claude")
			.verifyComplete();
		assertSettled(1);
	}

	@Test
	void cancelledStreamGivesBackWhatComesLater() {
		StepVerifier.create(flux(this.spec)).thenRequest(1).thenCancel().verify();
		assertThat(this.time.pending()).isZero();
		assertThat(this.store.answer()).isOne();
		assertSettled(0);
	}

	@Test
	void cancelledMonoGivesBackWhatComesLater() {
		StepVerifier.create(mono(this.spec)).thenRequest(1).thenCancel().verify();
		assertThat(this.time.pending()).isZero();
		assertThat(this.store.answer()).isOne();
		assertSettled(0);
	}

	@Test
	void deadlineEndsAStreamThatReserves() {
		StepVerifier.create(flux(this.spec.withDeadline(DEADLINE)))
			.then(() -> this.time.advance(DEADLINE.minus(INSTANT)))
			.then(() -> this.time.advance(INSTANT))
			.verifyErrorSatisfies(
					(thrown) -> assertThat(((ChainExhaustedException) thrown).kind()).isEqualTo(FailureKind.TIMEOUT));
		this.store.answer();
		assertSettled(0);
	}

	@Test
	void storeThatDoesNotAnswerInTimeIsDoneWithout() {
		StepVerifier.create(flux(this.spec)).then(() -> this.time.advance(PATIENCE)).expectNext("gpt").verifyComplete();
		this.store.answer();
		assertThat(this.time.pending()).as("what the store is owed").isOne();
		this.time.advance(Duration.ofSeconds(1));
		assertSettled(1);
	}

	@Test
	void streamOfACallerInATransactionReservesOnItsThreadAndEndsItsCallWhereThatThrows() {
		ReactiveCalls calls = new ReactiveCalls(this.understudy, new Rooted(), Schedulers.immediate());
		StepVerifier.create(calls.flux(this.spec, new Anything(), (model) -> Flux.just(model.id())))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOf(AssertionError.class)
				.hasMessage("Somebody waits for the store"));
		assertSettled(0);
		assertThat(this.understudy.registry().statistics().chains().get("talk").failed()).isOne();
	}

	@Test
	void streamThatIsAskedForMoreWhileItReservesGoesOnWaiting() {
		StepVerifier.create(flux(this.spec), 1)
			.thenRequest(1)
			.thenRequest(1)
			.then(() -> assertThat(this.store.answer()).isOne())
			.expectNext("gpt")
			.verifyComplete();
		assertSettled(1);
	}

	@Test
	void noEventLoopWaitsForTheStoreAndNoThreadOfTheStoreRunsAModel() {
		Scheduler loop = Schedulers.newParallel("loop", 1);
		try {
			ReactiveCalls calls = new ReactiveCalls(this.understudy, ContextCarrier.standard(), loop);
			Flux<String> stream = calls.<String>flux(this.spec, new Anything(),
					(model) -> Flux.just(Thread.currentThread().getName()));
			StepVerifier.create(stream.subscribeOn(loop))
				.then(() -> awaitAsk(loop))
				.then(() -> assertThat(this.store.answer()).isOne())
				.assertNext((thread) -> assertThat(thread).startsWith("loop"))
				.verifyComplete();
		}
		finally {
			loop.dispose();
		}
	}

	/** The loop is free again when it has asked: it runs what is scheduled behind. */
	private static void awaitAsk(Scheduler loop) {
		Mono.fromRunnable(() -> {
		}).subscribeOn(loop).block(Duration.ofSeconds(60));
	}

	private Flux<String> flux(CallSpec how) {
		return calls().flux(how, new Anything(), (model) -> Flux.just(model.id()));
	}

	private Mono<String> mono(CallSpec how) {
		return calls().<String>mono(how, new Anything(), (model) -> Mono.just(model.id()))
			.mapNotNull((routed) -> routed.value());
	}

	private ReactiveCalls calls() {
		return new ReactiveCalls(this.understudy, ContextCarrier.standard(), Schedulers.immediate());
	}

	private void assertSettled(long used) {
		assertThat(this.understudy.registry().status("gpt").requestsUsed()).isEqualTo(used);
		assertThat(this.time.pending()).isZero();
	}

	/** Counters that answer when a test says so. */
	private static final class LateStore implements LimitStore {

		private final LimitStore memory = LimitStore.inMemory();

		private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();

		@Override
		public Ledger open(List<Account> accounts) {
			Ledger counters = this.memory.open(accounts);
			return new Ledger() {
				@Override
				public int reserve() {
					throw new AssertionError("Somebody waits for the store");
				}

				@Override
				public CompletionStage<Integer> reserveLater() {
					CompletableFuture<Integer> answer = new CompletableFuture<>();
					LateStore.this.asked.add(() -> answer.complete(counters.reserve()));
					return answer;
				}

				@Override
				public void add(int account, long amount) {
					counters.add(account, amount);
				}

				@Override
				public long value(int account) {
					return counters.value(account);
				}
			};
		}

		int answer() {
			int answered = 0;
			for (Runnable next = this.asked.poll(); next != null; next = this.asked.poll()) {
				next.run();
				answered++;
			}
			return answered;
		}

	}

	/** Where a transaction is active. */
	private static final class Rooted implements ContextCarrier {

		@Override
		public Luggage pack() {
			return () -> () -> {
			};
		}

		@Override
		public boolean rooted() {
			return true;
		}

	}

}
