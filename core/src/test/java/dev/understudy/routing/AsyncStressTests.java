package dev.understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.RouterListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static dev.understudy.routing.Timed.millis;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls at once whose stages answer, fail, throw, are late or never come, and whose
 * callers now and then lose patience: everything that was taken comes back.
 */
class AsyncStressTests {

	private static final int CALLERS = 4;

	private static final int CALLS = 25_000;

	private static final int AT_ONCE = 400;

	private static final int PLACES = 1_000;

	private static final String[] MODELS = { "a", "b", "c" };

	private final EngineThreads threads = new EngineThreads();

	private final LongAdder ended = new LongAdder();

	private final LongAdder completed = new LongAdder();

	private final LongAdder onTheTimer = new LongAdder();

	private final AtomicInteger unpacked = new AtomicInteger();

	private final Semaphore atOnce = new Semaphore(AT_ONCE);

	private final ExecutorService clients = Executors.newFixedThreadPool(2);

	@Test
	@Tag("slow")
	void everythingThatACallTakesComesBackWhateverHappens() throws Exception {
		try (Understudy understudy = build()) {
			List<LiveModel> models = Stream.of(MODELS).map((id) -> Timed.live(understudy, id)).toList();
			List<Caller<Void>> callers = Stream.iterate(0, (i) -> i + 1)
				.limit(CALLERS)
				.map((i) -> Caller.<Void>calling(() -> callMany(understudy, new SplittableRandom(i))))
				.toList();
			for (Caller<Void> caller : callers) {
				caller.answer();
			}
			this.atOnce.acquire(AT_ONCE);
			long all = (long) CALLERS * CALLS;
			assertThat(this.completed.sum()).isEqualTo(all);
			eventually("each call has ended", () -> this.ended.sum() >= all);
			eventually("each thread is as it was", () -> this.unpacked.get() == 0);
			assertThat(this.ended.sum()).as("no call ended twice").isEqualTo(all);
			assertThat(this.onTheTimer.sum()).isZero();
			models.forEach(AsyncStressTests::assertNothingIsTaken);
		}
		finally {
			this.clients.shutdownNow();
		}
		eventually("no thread is left", () -> this.threads.count() == 0);
	}

	private Understudy build() {
		RetryPolicy twice = new RetryPolicy(2, Duration.ofNanos(100_000), 1, millis(1), 1, Duration.ZERO);
		UnderstudyBuilder builder = Understudy.builder();
		Stream.of(MODELS).forEach((id) -> builder.model(Timed.model(id).withMaxConcurrent(PLACES)));
		return builder.chain(ChainSettings
			.of("chain",
					Stream.of(MODELS).map((id) -> SeatSettings.of(id).withTimeout(millis(4)).withRetry(twice)).toList())
			.withDeadline(millis(20))
			.withRungs(List.of(TextRung.of("sorry")))).context(() -> () -> {
				this.unpacked.incrementAndGet();
				return this.unpacked::decrementAndGet;
			}).listener(new RouterListener() {
				@Override
				public void called(String chain, Outcome outcome, Model model, long nanos) {
					if (chain.equals("chain")) {
						AsyncStressTests.this.ended.increment();
					}
				}
			}).build();
	}

	private Void callMany(Understudy understudy, SplittableRandom random) throws Exception {
		for (int i = 0; i < CALLS; i++) {
			this.atOnce.acquire();
			CompletableFuture<Routed<String>> future = understudy.router()
				.chain("chain")
				.answers(String.class)
				.<String>routeAsync(work(random.split()))
				.toCompletableFuture();
			future.whenComplete((routed, thrown) -> completed());
			int mood = random.nextInt(20);
			if (mood == 0) {
				future.cancel(true);
			}
			else if (mood == 1) {
				this.clients.execute(() -> future.cancel(true));
			}
			else if (mood == 2) {
				this.clients.execute(() -> future.completeExceptionally(new IOException("enough")));
			}
		}
		return null;
	}

	private ModelCall<CompletionStage<String>> work(SplittableRandom random) {
		return (model) -> {
			CompletableFuture<String> stage = new CompletableFuture<>();
			switch (random.nextInt(16)) {
				case 0 -> throw new IOException("thrown");
				case 1 -> stage.completeExceptionally(new IOException("failed"));
				case 2, 3 -> this.clients.execute(() -> stage.completeExceptionally(new IOException("failed later")));
				case 4 -> stage.completeExceptionally(new IllegalArgumentException("refused"));
				case 5 -> stage.completeExceptionally(new StackOverflowError("of a test"));
				case 6 -> {
					return null;
				}
				case 7 -> this.clients.execute(() -> {
				});
				case 8, 9, 10, 11, 12 -> this.clients.execute(() -> stage.complete("later"));
				default -> stage.complete("at once");
			}
			return stage;
		};
	}

	private void completed() {
		if (Thread.currentThread().getName().startsWith("understudy-timer")) {
			this.onTheTimer.increment();
		}
		this.completed.increment();
		this.atOnce.release();
	}

	private static void assertNothingIsTaken(LiveModel model) {
		eventually("every lease of " + model.model().id() + " is back",
				() -> model.health().statistics().running() == 0);
		eventually("nobody is with " + model.model().id(), () -> model.abandoned().count() == 0);
		for (int i = 0; i < PLACES; i++) {
			eventually("place " + i + " is free", model.permits()::take);
		}
		assertThat(model.permits().free()).isFalse();
	}

}
