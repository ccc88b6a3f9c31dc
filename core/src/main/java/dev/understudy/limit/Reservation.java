package dev.understudy.limit;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.understudy.Usage;

/**
 * What one attempt uses of its model's limits. All of it is counted in the windows in
 * which the attempt began, also when it ends in others. Thread-safe.
 */
public final class Reservation {

	private static final AtomicIntegerFieldUpdater<Reservation> RETURNED = AtomicIntegerFieldUpdater
		.newUpdater(Reservation.class, "returned");

	private final Allowance allowance;

	private final Sheet sheet;

	private volatile int returned;

	Reservation(Allowance allowance, Sheet sheet) {
		this.allowance = allowance;
		this.sheet = sheet;
	}

	/**
	 * The attempt used tokens, whatever becomes of it.
	 * @param usage the tokens
	 */
	public void used(Usage usage) {
		int tokens = this.sheet.place(LimitKind.TOKENS);
		if (tokens != Sheet.NOT_LIMITED) {
			this.sheet.ledger().add(tokens, usage.inputTokens());
			this.sheet.ledger().add(tokens, usage.outputTokens());
		}
		int budget = this.sheet.place(LimitKind.BUDGET);
		if (budget != Sheet.NOT_LIMITED) {
			this.sheet.ledger().add(budget, Dollars.cost(usage, this.sheet.price()));
		}
		this.allowance.taken();
	}

	/** The attempt answered: it keeps what it reserved. */
	public void keep() {
		this.allowance.taken();
	}

	/**
	 * The attempt failed, or said nothing about its model: what it reserved comes back.
	 * What it used stays used. A second time does nothing.
	 */
	public void giveBack() {
		if (RETURNED.compareAndSet(this, 0, 1)) {
			for (int i = 0; i < this.sheet.limits().size(); i++) {
				long reserved = this.sheet.limits().get(i).reserved();
				if (reserved != 0) {
					this.sheet.ledger().add(i, -reserved);
				}
			}
			this.allowance.returned();
		}
	}

}
