package dev.understudy.routing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that hangs until it is let go or, if it listens to that, interrupted.
 */
final class Hang implements AutoCloseable {

	private static final long PATIENCE = 30;

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final CountDownLatch interrupts = new CountDownLatch(1);

	private volatile Thread thread;

	/** Hangs, and gives up when it is interrupted. */
	String interruptibly() throws InterruptedException {
		enter();
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			this.interrupts.countDown();
			throw ex;
		}
		return "late";
	}

	/** Hangs, and ignores interrupts. */
	String stubbornly() {
		enter();
		boolean interrupted = false;
		while (this.gate.getCount() != 0) {
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
				this.interrupts.countDown();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return "late";
	}

	void awaitEntered() throws InterruptedException {
		assertThat(this.entered.await(PATIENCE, TimeUnit.SECONDS)).as("the client was called").isTrue();
	}

	void awaitInterrupted() throws InterruptedException {
		assertThat(this.interrupts.await(PATIENCE, TimeUnit.SECONDS)).as("the client was interrupted").isTrue();
	}

	boolean interrupted() {
		return this.interrupts.getCount() == 0;
	}

	/** The thread that hangs. */
	Thread thread() {
		return this.thread;
	}

	void letGo() {
		this.gate.countDown();
	}

	@Override
	public void close() {
		letGo();
	}

	private void enter() {
		this.thread = Thread.currentThread();
		this.entered.countDown();
	}

}
