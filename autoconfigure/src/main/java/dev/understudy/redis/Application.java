package dev.understudy.redis;

import java.util.concurrent.CompletableFuture;

import dev.understudy.limit.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that asks to be counted, until that is decided by Redis, or here when that
 * takes too long. Changed only under the lock of its bookkeeper.
 */
final class Application {

	private final RedisLedger ledger;

	private final CompletableFuture<Integer> answer = new CompletableFuture<>();

	private boolean countedHere;

	/** Tells what was decided, {@code null} until then. */
	private volatile @Nullable Runnable verdict;

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
		return this.verdict == null;
	}

	/**
	 * Whether it was admitted without Redis, which may have reserved for it all the same.
	 */
	boolean isCountedHere() {
		return this.countedHere;
	}

	void admit() {
		this.ledger.take();
		decide(Ledger.NOBODY);
	}

	void refuse(int account) {
		decide(account);
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
		this.verdict = () -> this.answer.completeExceptionally(failure);
	}

	/**
	 * Tells whoever waits, who goes on at once: without the lock, once it is decided.
	 */
	void tell() {
		Runnable decided = this.verdict;
		if (decided != null) {
			decided.run();
		}
	}

	private void decide(int account) {
		this.verdict = () -> this.answer.complete(account);
	}

}
