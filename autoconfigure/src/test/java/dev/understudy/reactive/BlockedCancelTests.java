package dev.understudy.reactive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models whose streams block whoever cancels them. All other work is done on the thread
 * of the test, which only ends when nothing holds it.
 */
@Timeout(60)
class BlockedCancelTests {

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicReference<Thread> canceller = new AtomicReference<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Rehearsal rehearsal = new Rehearsal(UnaryOperator.<ChainSettings>identity(), RetryPolicy.NONE,
			Schedulers.immediate(), this.threads);

	@AfterEach
	void stop() {
		this.release.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void subscriberOfAStreamIsNotHeld() throws InterruptedException {
		this.rehearsal.play(this.stubborn(), Flux.just("no")).subscribe().dispose();
		assertBlocked();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void subscriberOfAMonoIsNotHeld() throws InterruptedException {
		this.rehearsal.mono((model) -> this.stubborn().next()).subscribe().dispose();
		assertBlocked();
		this.rehearsal.assertSettled(Outcome.FAILED);
	}

	@Test
	void timeoutOfAStreamHoldsNoTimerAndTheNextModelAnswers() throws InterruptedException {
		StepVerifier.create(this.rehearsal.play(this.stubborn(), Flux.just("Hi")))
			.then(() -> this.rehearsal.time.advance(Rehearsal.TIMEOUT))
			.expectNext("Hi")
			.verifyComplete();
		assertBlocked();
		this.rehearsal.assertSettled(Outcome.FELL_BACK);
	}

	@Test
	void timeoutOfAMonoHoldsNoTimerAndTheNextModelAnswers() throws InterruptedException {
		Mono<String> mono = this.rehearsal
			.mono((model) -> model.id().equals("gpt") ? this.stubborn().next() : Mono.just("Hi"))
			.mapNotNull(Routed::value);
		StepVerifier.create(mono)
			.then(() -> this.rehearsal.time.advance(Rehearsal.TIMEOUT))
			.expectNext("Hi")
			.verifyComplete();
		assertBlocked();
	}

	@Test
	void streamThatSubscribesLateDoesNotHoldItsOwnThread() throws InterruptedException {
		AtomicReference<Runnable> late = new AtomicReference<>();
		Flux<String> stream = Flux.from((subscriber) -> late.set(() -> subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long count) {
			}

			@Override
			public void cancel() {
				block();
			}

		})));
		this.rehearsal.play(stream, Flux.just("no")).subscribe().dispose();
		late.get().run();
		assertBlocked();
	}

	@Test
	void threadOfReactorThatMustNotBlockIsNotHeld() throws InterruptedException {
		Rehearsal parallel = new Rehearsal(UnaryOperator.<ChainSettings>identity(), RetryPolicy.NONE,
				Schedulers.parallel(), this.threads);
		CountDownLatch through = new CountDownLatch(1);
		Schedulers.parallel().schedule(() -> {
			parallel.play(this.stubborn(), Flux.just("no")).subscribe().dispose();
			through.countDown();
		});
		assertThat(through.await(30, TimeUnit.SECONDS)).isTrue();
		assertBlocked();
	}

	@Test
	void streamIsCancelledThoughTheEngineHasNoThreads() throws InterruptedException {
		Rehearsal closed = new Rehearsal(UnaryOperator.<ChainSettings>identity(), RetryPolicy.NONE,
				Schedulers.immediate(), (task) -> {
					throw new RejectedExecutionException("closed");
				});
		closed.play(this.stubborn(), Flux.just("no")).subscribe().dispose();
		assertBlocked();
	}

	private Flux<String> stubborn() {
		return Flux.<String>never().doOnCancel(this::block);
	}

	private void block() {
		this.canceller.set(Thread.currentThread());
		this.entered.countDown();
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** The stream is being cancelled, on a thread that may wait for it. */
	private void assertBlocked() throws InterruptedException {
		assertThat(this.entered.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.canceller.get()).isNotSameAs(Thread.currentThread());
		assertThat(Schedulers.isNonBlockingThread(this.canceller.get())).isFalse();
	}

}
