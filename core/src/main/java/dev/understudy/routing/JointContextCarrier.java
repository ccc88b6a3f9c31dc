package dev.understudy.routing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what each of several carriers carries, and keeps what they throw away from the
 * call and from one another.
 */
final class JointContextCarrier implements ContextCarrier {

	private static final Logger logger = LoggerFactory.getLogger(ContextCarrier.class);

	private final ContextCarrier[] carriers;

	private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

	JointContextCarrier(List<ContextCarrier> carriers) {
		this.carriers = carriers.toArray(ContextCarrier[]::new);
	}

	@Override
	public Luggage pack() {
		@Nullable Luggage[] packed = new Luggage[this.carriers.length];
		for (int i = 0; i < packed.length; i++) {
			try {
				packed[i] = this.carriers[i].pack();
			}
			catch (RuntimeException | LinkageError ex) {
				threw(i, ex);
			}
		}
		return new Pile(packed);
	}

	@Override
	public boolean rooted() {
		for (int i = 0; i < this.carriers.length; i++) {
			try {
				if (this.carriers[i].rooted()) {
					return true;
				}
			}
			catch (RuntimeException | LinkageError ex) {
				threw(i, ex);
			}
		}
		return false;
	}

	private void threw(int index, Throwable thrown) {
		Class<?> type = this.carriers[index].getClass();
		if (this.warned.add(type)) {
			logger.warn("Context carrier '{}' threw '{}'; attempts go on without what it carries", type.getName(),
					thrown.getClass().getName());
		}
	}

	/**
	 * The luggage of all carriers, each in the place of its carrier; none where it threw.
	 */
	private final class Pile implements Luggage {

		private final @Nullable Luggage[] packed;

		Pile(@Nullable Luggage[] packed) {
			this.packed = packed;
		}

		@Override
		public Runnable unpack() {
			return unpack(Luggage::unpack);
		}

		@Override
		public Runnable unpackOnNewThread() {
			return unpack(Luggage::unpackOnNewThread);
		}

		private Runnable unpack(Function<Luggage, Runnable> step) {
			@Nullable Runnable[] undo = new Runnable[this.packed.length];
			for (int i = 0; i < undo.length; i++) {
				Luggage luggage = this.packed[i];
				if (luggage != null) {
					try {
						undo[i] = step.apply(luggage);
					}
					catch (RuntimeException | LinkageError ex) {
						threw(i, ex);
					}
				}
			}
			return () -> putAway(undo);
		}

		private void putAway(@Nullable Runnable[] undo) {
			for (int i = undo.length - 1; i >= 0; i--) {
				Runnable step = undo[i];
				if (step != null) {
					try {
						step.run();
					}
					catch (RuntimeException | LinkageError ex) {
						threw(i, ex);
					}
				}
			}
		}

	}

}
