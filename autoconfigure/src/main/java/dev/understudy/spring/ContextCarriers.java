package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.understudy.routing.ContextCarrier;

import org.springframework.util.ClassUtils;

/**
 * Finds out which context there can be on a thread, and how to carry it.
 */
public final class ContextCarriers {

	private ContextCarriers() {
	}

	/**
	 * Carries what the libraries on the class path keep on a thread, besides the context
	 * class loader and the logging context.
	 * @param loader where to look for the libraries
	 * @return one carrier for all of them
	 */
	public static ContextCarrier present(ClassLoader loader) {
		List<ContextCarrier> carriers = new ArrayList<>();
		carriers.add(ContextCarrier.standard());
		carriers.add(new LocaleContextCarrier());
		for (Known each : Known.values()) {
			if (ClassUtils.isPresent(each.library, loader)) {
				carriers.add(each.carrier.get());
			}
		}
		return ContextCarrier.all(carriers);
	}

	/**
	 * Carriers that need a library. Each is a class of its own, loaded only with it.
	 */
	private enum Known {

		REQUEST("org.springframework.web.context.request.RequestContextHolder", RequestContextCarrier::new),

		SECURITY("org.springframework.security.core.context.SecurityContextHolder", SecurityContextCarrier::new),

		PROPAGATION("io.micrometer.context.ContextSnapshotFactory", PropagatingContextCarrier::new),

		TRANSACTION("org.springframework.transaction.support.TransactionSynchronizationManager",
				TransactionContextCarrier::new);

		private final String library;

		private final Supplier<ContextCarrier> carrier;

		Known(String library, Supplier<ContextCarrier> carrier) {
			this.library = library;
			this.carrier = carrier;
		}

	}

}
