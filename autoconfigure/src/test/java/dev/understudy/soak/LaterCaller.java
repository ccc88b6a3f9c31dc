package dev.understudy.soak;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Begins calls of which some run at once, be it with stages or with publishers.
 */
final class LaterCaller implements Caller {

	private static final int AT_ONCE = 16;

	private static final long PATIENCE = 90;

	private final Semaphore places = new Semaphore(AT_ONCE);

	private final House house;

	private final Books books;

	private final boolean reactive;

	LaterCaller(House house, Books books, boolean reactive) {
		this.house = house;
		this.books = books;
		this.reactive = reactive;
	}

	@Override
	public void call(Random random) {
		this.places.acquireUninterruptibly();
		boolean waits = random.nextInt(ONE_IN_IMPATIENT) != 0;
		boolean one = random.nextBoolean();
		String chain = (waits && one) ? "assistant" : "wide";
		Script script = waits ? Script.of(chain, this.books, random.nextLong())
				: Script.endless(chain, this.books, random.nextLong());
		try {
			if (this.reactive) {
				publisher(script, one, waits, random.nextBoolean());
			}
			else {
				stage(script, one, waits);
			}
		}
		catch (Exception ex) {
			new Ending(script.chain()).failed(ex);
		}
	}

	@Override
	public void settle() throws InterruptedException {
		if (!this.places.tryAcquire(AT_ONCE, PATIENCE, TimeUnit.SECONDS)) {
			throw new IllegalStateException(AT_ONCE - this.places.availablePermits() + " calls do not end");
		}
		this.places.release(AT_ONCE);
	}

	private void stage(Script script, boolean annotated, boolean waits) throws Exception {
		CompletableFuture<String> future;
		if (annotated) {
			Assistant assistant = this.house.assistant();
			future = waits ? assistant.later(script) : assistant.laterWide(script);
		}
		else {
			CompletableFuture<Routed<String>> routed = this.house.router()
				.chain("wide")
				.<String>routeAsync((model) -> script.later())
				.toCompletableFuture();
			future = new CompletableFuture<>();
			routed.whenComplete((answer, thrown) -> {
				if (thrown != null) {
					future.completeExceptionally(thrown);
				}
				else {
					future.complete(answer.value());
				}
			});
			future.whenComplete((answer, thrown) -> routed.cancel(true));
		}
		Ending ending = new Ending(script.chain());
		if (!waits) {
			ending.notWanted();
			future.cancel(true);
		}
		future.whenComplete((answer, thrown) -> {
			if (thrown != null) {
				ending.failed(thrown);
			}
			else {
				ending.answered(answer);
			}
		});
	}

	private void publisher(Script script, boolean one, boolean waits, boolean many) {
		Assistant assistant = this.house.assistant();
		Ending ending = new Ending(script.chain());
		Disposable call;
		if (many) {
			Flux<String> flux = (waits && one) ? assistant.flux(script) : assistant.fluxWide(script);
			call = (waits ? flux : flux.take(1).concatWith(Mono.never())).subscribe(ending::heard, ending::failed,
					ending::completed);
		}
		else {
			Mono<String> mono = (waits && one) ? assistant.mono(script) : assistant.monoWide(script);
			call = mono.subscribe(ending::heard, ending::failed, ending::completed);
		}
		if (!waits) {
			ending.notWanted();
			call.dispose();
			ending.cancelled();
		}
	}

	/**
	 * How one call ends: once, whoever says so first.
	 */
	private final class Ending {

		private final AtomicBoolean over = new AtomicBoolean();

		private final String chain;

		private volatile @Nullable String heard;

		private volatile boolean wanted = true;

		Ending(String chain) {
			this.chain = chain;
		}

		/** From now on nothing but its end is of interest. */
		void notWanted() {
			this.wanted = false;
		}

		void heard(String element) {
			this.heard = element;
		}

		void completed() {
			answered(this.heard);
		}

		void answered(@Nullable String answer) {
			if (this.over.compareAndSet(false, true)) {
				LaterCaller.this.books.answered(this.chain, answer);
				LaterCaller.this.places.release();
			}
		}

		void failed(Throwable thrown) {
			if (!this.wanted) {
				cancelled();
			}
			else if (this.over.compareAndSet(false, true)) {
				LaterCaller.this.books.failed(this.chain, thrown);
				LaterCaller.this.places.release();
			}
		}

		void cancelled() {
			if (this.over.compareAndSet(false, true)) {
				LaterCaller.this.books.cancelled(this.chain);
				LaterCaller.this.places.release();
			}
		}

	}

}
