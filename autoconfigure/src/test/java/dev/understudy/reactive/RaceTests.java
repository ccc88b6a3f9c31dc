package dev.understudy.reactive;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.routing.RetryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Model, caller and time at once. Whoever wins: each call ends once, each lease comes
 * back, and the caller sees signals one at a time and one end at most.
 */
class RaceTests {

	private static final int ROUNDS = 3_000;

	private static final Duration FIRST = Duration.ofSeconds(10);

	private final ExecutorService threads = Executors.newFixedThreadPool(3);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void elementAgainstTimeoutAgainstCancel() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			Rehearsal rehearsal = new Rehearsal();
			Sinks.Many<String> gpt = Sinks.many().unicast().onBackpressureBuffer();
			Witness witness = new Witness();
			rehearsal.play(gpt.asFlux(), Flux.just("Hi")).subscribe(witness);
			atOnce(() -> gpt.tryEmitNext("Hello"), () -> rehearsal.time.advance(FIRST), witness::cancel);
			witness.assertConsistent();
			assertThat(witness.completed.get() + witness.failed.get()).isLessThanOrEqualTo(1);
			assertThat(witness.seen).isIn(List.of(), List.of("Hello"), List.of("Hi"));
			rehearsal.assertSettled(rehearsal.outcomes.get(0));
		}
	}

	@Test
	void contentAgainstTimeout() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			Rehearsal rehearsal = new Rehearsal();
			Sinks.Many<String> gpt = Sinks.many().unicast().onBackpressureBuffer();
			Witness witness = new Witness();
			rehearsal.play(gpt.asFlux(), Flux.just("Hi")).subscribe(witness);
			atOnce(() -> {
				gpt.tryEmitNext("Hello");
				gpt.tryEmitComplete();
			}, () -> rehearsal.time.advance(FIRST));
			witness.assertConsistent();
			assertThat(witness.seen).isIn(List.of("Hello"), List.of("Hi"));
			assertThat(witness.completed).hasValue(1);
			rehearsal.assertSettled(witness.seen.contains("Hi") ? Outcome.FELL_BACK : Outcome.ANSWERED);
		}
	}

	@Test
	void errorAgainstCancelAgainstDemand() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			Rehearsal rehearsal = new Rehearsal();
			Sinks.Many<String> gpt = Sinks.many().unicast().onBackpressureBuffer();
			Witness witness = new Witness(1);
			rehearsal.play(gpt.asFlux(), Flux.just("a", "b", "c")).subscribe(witness);
			atOnce(() -> gpt.tryEmitError(Rehearsal.down()), () -> witness.request(2), witness::cancel);
			witness.assertConsistent();
			rehearsal.assertSettled(rehearsal.outcomes.get(0));
		}
	}

	@Test
	void demandFromManyThreadsLosesNothing() throws Exception {
		for (int i = 0; i < 100; i++) {
			Rehearsal rehearsal = new Rehearsal();
			Witness witness = new Witness(1);
			rehearsal.play(Flux.range(0, 600).map(String::valueOf).publishOn(Schedulers.parallel(), 7), Flux.just("no"))
				.subscribe(witness);
			Runnable asking = () -> {
				for (int j = 0; j < 200; j++) {
					witness.request(1);
				}
			};
			atOnce(asking, asking, asking);
			assertThat(witness.ended.await(30, TimeUnit.SECONDS)).isTrue();
			witness.assertConsistent();
			assertThat(witness.seen).hasSize(600).doesNotHaveDuplicates();
			rehearsal.assertSettled(Outcome.ANSWERED);
		}
	}

	@RepeatedTest(3)
	void monoAgainstTimeoutAgainstCancel() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			Rehearsal rehearsal = new Rehearsal((chain) -> chain, RetryPolicy.NONE, Schedulers.immediate());
			Sinks.One<String> gpt = Sinks.one();
			Witness witness = new Witness();
			rehearsal.<String>mono((model) -> model.id().equals("gpt") ? gpt.asMono() : Mono.just("Hi"))
				.mapNotNull(Routed::value)
				.subscribe(witness);
			atOnce(() -> gpt.tryEmitValue("Hello"), () -> rehearsal.time.advance(Rehearsal.TIMEOUT), witness::cancel);
			witness.assertConsistent();
			rehearsal.assertSettled(rehearsal.outcomes.get(0));
		}
	}

	private void atOnce(Runnable... actions) throws Exception {
		CyclicBarrier start = new CyclicBarrier(actions.length);
		List<? extends Future<?>> all = Arrays.stream(actions).map((action) -> this.threads.submit(() -> {
			start.await();
			action.run();
			return null;
		})).toList();
		for (Future<?> each : all) {
			each.get();
		}
	}

	/** Notes what it sees, and whether two signals ever came at once. */
	private static final class Witness extends BaseSubscriber<String> {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final AtomicInteger completed = new AtomicInteger();

		private final AtomicInteger failed = new AtomicInteger();

		private final AtomicInteger inside = new AtomicInteger();

		private final AtomicInteger overlaps = new AtomicInteger();

		private final AtomicInteger late = new AtomicInteger();

		private final CountDownLatch ended = new CountDownLatch(1);

		private final long first;

		Witness() {
			this(Long.MAX_VALUE);
		}

		Witness(long first) {
			this.first = first;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(this.first);
		}

		@Override
		protected void hookOnNext(String element) {
			signal(() -> this.seen.add(element));
		}

		@Override
		protected void hookOnComplete() {
			signal(this.completed::incrementAndGet);
			this.ended.countDown();
		}

		@Override
		protected void hookOnError(Throwable thrown) {
			signal(this.failed::incrementAndGet);
			this.ended.countDown();
		}

		private void signal(Runnable action) {
			if (this.inside.getAndIncrement() != 0) {
				this.overlaps.incrementAndGet();
			}
			if (this.ended.getCount() == 0) {
				this.late.incrementAndGet();
			}
			action.run();
			this.inside.decrementAndGet();
		}

		void assertConsistent() {
			assertThat(this.overlaps).hasValue(0);
			assertThat(this.late).hasValue(0);
		}

	}

}
