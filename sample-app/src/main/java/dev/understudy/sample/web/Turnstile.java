package dev.understudy.sample.web;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;

/**
 * Lets so many streams run at once, and turns the next one away. Thread-safe.
 */
public final class Turnstile {

	private final Semaphore places;

	private final Supplier<? extends RuntimeException> full;

	/**
	 * Opens.
	 * @param most how many may be in at once
	 * @param full what whoever comes then is told
	 */
	public Turnstile(int most, Supplier<? extends RuntimeException> full) {
		if (most < 1) {
			throw new IllegalArgumentException("At least 1 stream must be let in, not " + most);
		}
		this.places = new Semaphore(most);
		this.full = full;
	}

	/**
	 * Admits a stream, anew at each subscription.
	 * @param <T> the elements
	 * @param stream the stream
	 * @return the same, whose place is free again when it ends, fails or is cancelled
	 */
	public <T> Flux<T> admit(Flux<T> stream) {
		return Flux.using(this::enter, (place) -> stream, Semaphore::release);
	}

	private Semaphore enter() {
		if (!this.places.tryAcquire()) {
			throw this.full.get();
		}
		return this.places;
	}

}
