package dev.understudy.spring;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.LimitNearlyReached;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.RouterListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what happens to calls and models as events of the application, each once and
 * in the order in which it happened.
 * <p>
 * Callers only put an event into a bounded queue, which takes no lock, and not even that
 * where nobody listens; listeners run on one daemon thread of the application context.
 * Nothing is published before the context has started and after it began to stop. What is
 * queued then is still delivered, for as long as listeners take no more than five
 * seconds.
 */
public final class ApplicationEvents implements RouterListener, SmartLifecycle {

	private final BooleanSupplier audience;

	private final Consumer<Object> delivery;

	private final @Nullable ClassLoader classLoader;

	private volatile @Nullable EventThread thread;

	/**
	 * Events of an application context, which starts and stops this like any of its
	 * lifecycle beans.
	 * @param context whose listeners hear them
	 */
	public ApplicationEvents(ApplicationContext context) {
		this(context, new Audience(context));
	}

	private ApplicationEvents(ApplicationContext context, Audience audience) {
		this(audience::mayListen, (event) -> {
			if (audience.listens()) {
				context.publishEvent(event);
			}
		}, context.getClassLoader());
	}

	ApplicationEvents(BooleanSupplier audience, Consumer<Object> delivery, @Nullable ClassLoader classLoader) {
		this.audience = audience;
		this.delivery = delivery;
		this.classLoader = classLoader;
	}

	@Override
	public void fellBack(CallFellBack event) {
		publish(event);
	}

	@Override
	public void degraded(CallDegraded event) {
		publish(event);
	}

	@Override
	public void exhausted(ChainExhausted event) {
		publish(event);
	}

	@Override
	public void stoodDown(ModelStoodDown event) {
		publish(event);
	}

	@Override
	public void recovered(ModelRecovered event) {
		publish(event);
	}

	@Override
	public void limitNearlyReached(LimitNearlyReached event) {
		publish(event);
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			EventThread next = new EventThread(this.delivery, this.classLoader);
			next.start();
			this.thread = next;
		}
	}

	@Override
	public void stop() {
		EventThread last = taken();
		if (last != null) {
			last.end();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * Starts before everything that may make calls, and stops after it.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	private void publish(Object event) {
		EventThread running = this.thread;
		if (running != null && this.audience.getAsBoolean()) {
			running.hand(event);
		}
	}

	private synchronized @Nullable EventThread taken() {
		EventThread running = this.thread;
		this.thread = null;
		return running;
	}

}
