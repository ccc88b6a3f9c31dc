package dev.understudy.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * What was asked of a store that may be down, by somebody who does not wait on a thread.
 */
final class Inquiry {

	private static final int NOT_WANTED = 0;

	private final SteadyLedger ledger;

	private final Downtime.Stretch asked;

	private final CompletableFuture<Integer> answer = new CompletableFuture<>();

	private final AtomicBoolean heard = new AtomicBoolean();

	private volatile boolean left;

	Inquiry(SteadyLedger ledger, Downtime.Stretch asked) {
		this.ledger = ledger;
		this.asked = asked;
	}

	/** What comes of it, never a failure. */
	CompletableFuture<Integer> answer() {
		return this.answer;
	}

	/** It is decided without the store. */
	Inquiry decided(int given) {
		this.heard.set(true);
		this.answer.complete(given);
		return this;
	}

	/**
	 * The store has told, or failed: which concerns nobody when nobody wants it any more.
	 */
	void heard(@Nullable Integer given, @Nullable Throwable thrown) {
		if (!this.heard.compareAndSet(false, true)) {
			return;
		}
		if (given != null) {
			this.answer.complete(this.ledger.told(given, this.asked));
		}
		else if (this.left) {
			this.answer.complete(NOT_WANTED);
		}
		else {
			Throwable cause = (thrown instanceof CompletionException) ? thrown.getCause() : thrown;
			this.answer.complete(this.ledger.failed(this.asked,
					(cause != null) ? cause : new IllegalStateException("The store answered null")));
		}
	}

	/** Nobody wants it any more. */
	void leave() {
		this.left = true;
	}

	/** Decides without the store, which takes too long. */
	int alone() {
		return this.ledger.reserveAlone(this.asked);
	}

}
