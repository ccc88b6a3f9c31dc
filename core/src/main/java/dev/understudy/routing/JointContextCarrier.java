package dev.understudy.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what each of several carriers carries, and keeps what they throw away from the
 * call and from one another.
 */
final class JointContextCarrier implements ContextCarrier {

	private static final Logger logger = LoggerFactory.getLogger(ContextCarrier.class);

	private final List<ContextCarrier> carriers;

	private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

	JointContextCarrier(List<ContextCarrier> carriers) {
		this.carriers = List.copyOf(carriers);
	}

	@Override
	public Luggage pack() {
		List<Luggage> packed = new ArrayList<>(this.carriers.size());
		for (ContextCarrier carrier : this.carriers) {
			Luggage luggage = ask(carrier, carrier::pack);
			if (luggage != null) {
				packed.add(() -> unpack(carrier, luggage));
			}
		}
		return () -> unpack(packed);
	}

	@Override
	public boolean rooted() {
		for (ContextCarrier carrier : this.carriers) {
			Boolean rooted = ask(carrier, carrier::rooted);
			if (rooted != null && rooted) {
				return true;
			}
		}
		return false;
	}

	private static Runnable unpack(List<Luggage> packed) {
		List<Runnable> undo = new ArrayList<>(packed.size());
		packed.forEach((luggage) -> undo.add(luggage.unpack()));
		Collections.reverse(undo);
		return () -> undo.forEach(Runnable::run);
	}

	private Runnable unpack(ContextCarrier carrier, Luggage luggage) {
		Runnable undo = ask(carrier, luggage::unpack);
		return () -> {
			if (undo != null) {
				ask(carrier, () -> {
					undo.run();
					return true;
				});
			}
		};
	}

	private <R> @Nullable R ask(ContextCarrier carrier, Supplier<R> step) {
		try {
			return step.get();
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.warned.add(carrier.getClass())) {
				logger.warn("Context carrier '{}' threw '{}'; attempts go on without what it carries",
						carrier.getClass().getName(), ex.getClass().getName());
			}
			return null;
		}
	}

}
