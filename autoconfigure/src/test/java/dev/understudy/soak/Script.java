package dev.understudy.soak;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.CurrentModel;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What models do in one call: mostly each says its own name, now and then something else
 * happens. The same seed brings the same script.
 */
final class Script {

	/** Tokens of each attempt. */
	static final long INPUT = 3;

	static final long OUTPUT = 2;

	/** Longer than an attempt of the hasty model may take. */
	private static final Duration STUBBORNNESS = Duration.ofMillis(30);

	private static final int TWO = 2;

	private final String chain;

	private final Books books;

	private final Random random;

	private final boolean hangs;

	private Script(String chain, Books books, long seed, boolean hangs) {
		this.chain = chain;
		this.books = books;
		this.random = new Random(seed);
		this.hangs = hangs;
	}

	static Script of(String chain, Books books, long seed) {
		return new Script(chain, books, seed, false);
	}

	/** One in which no model ever answers, for callers who do not wait for it. */
	static Script endless(String chain, Books books, long seed) {
		return new Script(chain, books, seed, true);
	}

	String chain() {
		return this.chain;
	}

	String play() throws Exception {
		String model = CurrentModel.require().id();
		Mishap mishap = begin(model);
		switch (mishap) {
			case NONE -> {
				return model;
			}
			case HANGS -> {
				new CountDownLatch(1).await();
				return model;
			}
			case STUBBORN -> {
				long end = System.nanoTime() + STUBBORNNESS.toNanos();
				while (System.nanoTime() < end) {
					LockSupport.parkNanos(end - System.nanoTime());
					Thread.interrupted();
				}
				return model;
			}
			default -> {
				Throwable thrown = mishap.thrown();
				if (thrown instanceof Error error) {
					throw error;
				}
				throw (Exception) thrown;
			}
		}
	}

	/** Throws now and then, and else fails later. */
	CompletableFuture<String> later() throws Exception {
		String model = CurrentModel.require().id();
		Mishap mishap = begin(model);
		if (mishap == Mishap.NONE) {
			return this.random.nextBoolean() ? CompletableFuture.completedFuture(model) : CompletableFuture
				.supplyAsync(() -> model, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
		}
		if (mishap == Mishap.HANGS || mishap == Mishap.STUBBORN) {
			return new CompletableFuture<>();
		}
		Throwable thrown = mishap.thrown();
		if (this.random.nextBoolean() && thrown instanceof Exception exception) {
			throw exception;
		}
		return CompletableFuture.failedFuture(thrown);
	}

	Mono<String> mono() {
		String model = CurrentModel.require().id();
		Mishap mishap = begin(model);
		if (mishap == Mishap.NONE) {
			return this.random.nextBoolean() ? Mono.just(model) : Mono.delay(Duration.ofMillis(1)).thenReturn(model);
		}
		return (mishap == Mishap.HANGS || mishap == Mishap.STUBBORN) ? Mono.never() : Mono.error(mishap.thrown());
	}

	/** The model's name, and more of the same. */
	Flux<String> flux() {
		String model = CurrentModel.require().id();
		Mishap mishap = begin(model);
		Flux<String> whole = Flux.just(model, model);
		return switch (mishap) {
			case NONE -> this.random.nextBoolean() ? whole : whole.delayElements(Duration.ofMillis(1));
			case HANGS, STUBBORN ->
				(this.hangs && this.random.nextBoolean()) ? Flux.concat(Mono.just(model), Flux.never()) : Flux.never();
			case CUT -> Flux.concat(Mono.just(model), Mono.error(mishap.thrown()));
			default -> Flux.error(mishap.thrown());
		};
	}

	private Mishap begin(String model) {
		CurrentModel.usage(INPUT, OUTPUT);
		this.books.used(model);
		if (this.hangs || model.equals(House.HASTY)) {
			return (!this.hangs && this.random.nextInt(TWO) == 0) ? Mishap.STUBBORN : Mishap.HANGS;
		}
		Mishap mishap = Mishap.draw(this.random);
		if (mishap == Mishap.BLACKOUT) {
			this.books.blackout(this.chain);
		}
		return mishap;
	}

}
