package dev.understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.LimitStore;

/**
 * A store that answers when a test says so, and lets nobody wait for it on a thread.
 */
final class LateStore implements LimitStore {

	private final LimitStore memory = LimitStore.inMemory();

	private final Queue<Ask> asked = new ConcurrentLinkedQueue<>();

	private final AtomicInteger asks = new AtomicInteger();

	@Override
	public Ledger open(List<Account> accounts) {
		return new Late(this.memory.open(accounts));
	}

	/** Answers all who wait, and tells how many there were. */
	int answer() {
		List<Ask> waiting = new ArrayList<>();
		for (Ask next = this.asked.poll(); next != null; next = this.asked.poll()) {
			waiting.add(next);
		}
		waiting.forEach((ask) -> ask.answer().complete(ask.ledger().reserve()));
		return waiting.size();
	}

	/** Answers all who wait, of whom those who asked last hear it first. */
	void answerLastFirst() {
		List<Runnable> answers = new ArrayList<>();
		for (Ask next = this.asked.poll(); next != null; next = this.asked.poll()) {
			Ask ask = next;
			int answer = ask.ledger().reserve();
			answers.add(0, () -> ask.answer().complete(answer));
		}
		answers.forEach(Runnable::run);
	}

	/** Fails all who wait. */
	void fail() {
		for (Ask next = this.asked.poll(); next != null; next = this.asked.poll()) {
			next.answer().completeExceptionally(new IllegalStateException("down"));
		}
	}

	/** How many have asked up to now. */
	int asks() {
		return this.asks.get();
	}

	private record Ask(Ledger ledger, CompletableFuture<Integer> answer) {
	}

	/** Counters that answer later. */
	private final class Late implements Ledger {

		private final Ledger counters;

		private Late(Ledger counters) {
			this.counters = counters;
		}

		@Override
		public int reserve() {
			throw new AssertionError("Somebody waits for the store");
		}

		@Override
		public CompletionStage<Integer> reserveLater() {
			CompletableFuture<Integer> answer = new CompletableFuture<>();
			LateStore.this.asks.incrementAndGet();
			LateStore.this.asked.add(new Ask(this.counters, answer));
			return answer;
		}

		@Override
		public void add(int account, long amount) {
			this.counters.add(account, amount);
		}

		@Override
		public long value(int account) {
			return this.counters.value(account);
		}

	}

}
