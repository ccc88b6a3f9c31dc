package dev.understudy.actuate;

import java.util.concurrent.atomic.AtomicLong;

import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.RouterListener;

/**
 * Counts models that went out and came back. Where each is out for one reason at most,
 * the difference is who is out now, whoever hears of it first.
 */
final class Changes implements RouterListener {

	private final AtomicLong out = new AtomicLong();

	@Override
	public void stoodDown(ModelStoodDown event) {
		this.out.incrementAndGet();
	}

	@Override
	public void recovered(ModelRecovered event) {
		this.out.decrementAndGet();
	}

	long outNow() {
		return this.out.get();
	}

}
