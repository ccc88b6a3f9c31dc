package dev.understudy.spring;

import dev.understudy.routing.ContextCarrier;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps an attempt on the thread of an active transaction, which cannot be carried.
 */
final class TransactionContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		return () -> () -> {
		};
	}

	@Override
	public boolean rooted() {
		return TransactionSynchronizationManager.isActualTransactionActive();
	}

}
