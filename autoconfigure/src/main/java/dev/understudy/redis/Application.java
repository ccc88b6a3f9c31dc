package dev.understudy.redis;

import java.util.concurrent.CompletableFuture;

import dev.understudy.limit.Ledger;

/**
 * An attempt that asks to be counted, until that is decided by Redis, or here when that
 * takes too long. Changed only under the lock of its bookkeeper.
 */
final class Application {

	private final RedisLedger ledger;

	private final CompletableFuture<Integer> answer = new CompletableFuture<>();

	private boolean countedHere;

	Application(RedisLedger ledger) {
		this.ledger = ledger;
	}

	RedisLedger ledger() {
		return this.ledger;
	}

	/** The account that stands in the way, or nobody. */
	CompletableFuture<Integer> answer() {
		return this.answer;
	}

	boolean isOpen() {
		return !this.answer.isDone();
	}

	/**
	 * Whether it was admitted without Redis, which may have reserved for it all the same.
	 */
	boolean isCountedHere() {
		return this.countedHere;
	}

	void admit() {
		this.ledger.take();
		this.answer.complete(Ledger.NOBODY);
	}

	void refuse(int account) {
		this.answer.complete(account);
	}

	/** By what is known here. */
	void decideHere() {
		int full = this.ledger.full();
		if (full == Ledger.NOBODY) {
			this.countedHere = true;
			admit();
		}
		else {
			refuse(full);
		}
	}

	void fail(RuntimeException failure) {
		this.answer.completeExceptionally(failure);
	}

}
