package dev.understudy.limit;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A reservation that was asked for, and of which the store tells now or later. Ended by
 * one of {@link #take()}, {@link #takeAlone()} and {@link #leave()}, once.
 * <p>
 * Not thread-safe, except for what waits for it.
 */
public final class Claim {

	private final Allowance allowance;

	private final Sheet sheet;

	private final CompletableFuture<Integer> answer;

	/** {@code null} where the answer is there already. */
	private final @Nullable Inquiry inquiry;

	Claim(Allowance allowance, Sheet sheet, Inquiry inquiry) {
		this.allowance = allowance;
		this.sheet = sheet;
		this.answer = inquiry.answer();
		this.inquiry = inquiry;
	}

	Claim(Allowance allowance, Sheet sheet, int answer) {
		this.allowance = allowance;
		this.sheet = sheet;
		this.answer = CompletableFuture.completedFuture(answer);
		this.inquiry = null;
	}

	/**
	 * Whether the store has told.
	 * @return {@code true} when nobody needs to wait
	 */
	public boolean isDone() {
		return this.answer.isDone();
	}

	/**
	 * Waits without a thread.
	 * @param then run when the store has told: on its thread, or at once on this one
	 */
	public void whenDone(Runnable then) {
		this.answer.whenComplete((account, thrown) -> then.run());
	}

	/**
	 * Takes what the store gave, once it is done.
	 * @return the reservation, or {@code null} when a limit is reached, for which the
	 * model then stands down
	 */
	public @Nullable Reservation take() {
		return this.allowance.reserved(this.sheet, this.answer.join());
	}

	/**
	 * Waits no longer: decides as if the store were down. What it gives after all comes
	 * back.
	 * @return the reservation, or {@code null} when there is none without the store
	 */
	public @Nullable Reservation takeAlone() {
		if (this.inquiry == null) {
			return take();
		}
		leave();
		return this.allowance.reserved(this.sheet, this.inquiry.alone());
	}

	/** Nobody wants it any more: what the store gives, now or later, comes back. */
	public void leave() {
		if (this.inquiry != null) {
			this.inquiry.leave();
		}
		this.answer.thenAccept((account) -> {
			if (account == Ledger.NOBODY) {
				new Reservation(this.allowance, this.sheet).giveBack();
			}
		});
	}

}
