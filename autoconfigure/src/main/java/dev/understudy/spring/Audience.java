package dev.understudy.spring;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.LimitNearlyReached;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Whether anybody in an application context, or in one above it, hears what is published
 * there. Looks again when listeners have come or gone; in doubt, somebody does.
 * Thread-safe without locks: callers ask what was seen last, and looking is left to
 * whoever publishes.
 */
final class Audience {

	/**
	 * After so many events that nobody hears it may be time to look again in any case.
	 */
	private static final int GLANCE = 64;

	/** How long a look stands at least. */
	private static final long STANDS = TimeUnit.SECONDS.toNanos(1);

	private static final List<ResolvableType> EVENTS = Stream
		.of(CallFellBack.class, CallDegraded.class, ChainExhausted.class, ModelStoodDown.class, ModelRecovered.class,
				LimitNearlyReached.class)
		.map((event) -> ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, event))
		.toList();

	private final LongSupplier clock;

	private final List<AbstractApplicationContext> contexts = new ArrayList<>();

	/** Whether there is a context whose listeners cannot be asked for. */
	private final boolean unknown;

	private volatile Look last = new Look(-1, true, 0);

	/** Roughly, for many count at once. */
	private int unheard;

	Audience(ApplicationContext context) {
		this(context, System::nanoTime);
	}

	/** With another clock, of nanoseconds from any beginning. */
	Audience(ApplicationContext context, LongSupplier clock) {
		this.clock = clock;
		boolean mute = false;
		for (ApplicationContext each = context; each != null; each = each.getParent()) {
			if (each instanceof AbstractApplicationContext open) {
				this.contexts.add(open);
			}
			else {
				mute = true;
			}
		}
		this.unknown = mute;
	}

	/** Whether there may be anybody. Costs next to nothing. */
	boolean mayListen() {
		if (this.unknown) {
			return true;
		}
		Look look = this.last;
		return look.heard || look.listeners != count() || (++this.unheard % GLANCE == 0 && isOld(look));
	}

	/** Whether there is anybody, who is looked for unless it is known. */
	boolean listens() {
		Look look = this.last;
		int listeners = count();
		if (!this.unknown && (!look.heard || look.listeners != listeners)) {
			look = new Look(listeners, this.contexts.stream().anyMatch(Audience::hears), this.clock.getAsLong());
			this.last = look;
		}
		return look.heard;
	}

	private boolean isOld(Look look) {
		return this.clock.getAsLong() - look.at >= STANDS;
	}

	private int count() {
		int count = 0;
		for (AbstractApplicationContext context : this.contexts) {
			count += context.getApplicationListeners().size();
		}
		return count;
	}

	private static boolean hears(AbstractApplicationContext context) {
		if (!multicasts(context)) {
			return true;
		}
		try {
			return context.getApplicationListeners().stream().anyMatch(Audience::hears)
					|| Stream.of(context.getBeanNamesForType(ApplicationListener.class, true, false))
						.map(BeanFactoryUtils::transformedBeanName)
						.anyMatch((name) -> !context.getBeanFactory().containsSingleton(name));
		}
		catch (ConcurrentModificationException ex) {
			return true;
		}
	}

	/** A multicaster that somebody else has written may know listeners of its own. */
	private static boolean multicasts(AbstractApplicationContext context) {
		Object multicaster = context.getBeanFactory()
			.getSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME);
		return multicaster != null && multicaster.getClass() == SimpleApplicationEventMulticaster.class;
	}

	private static boolean hears(ApplicationListener<?> listener) {
		GenericApplicationListenerAdapter adapter = new GenericApplicationListenerAdapter(listener);
		return EVENTS.stream().anyMatch(adapter::supportsEventType);
	}

	/** What was found, at some time, when there were so many listeners. */
	private record Look(int listeners, boolean heard, long at) {
	}

}
