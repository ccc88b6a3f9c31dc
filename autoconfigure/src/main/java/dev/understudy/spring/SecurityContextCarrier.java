package dev.understudy.spring;

import java.util.function.Supplier;

import dev.understudy.routing.ContextCarrier;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Carries who is logged in: the very context, so that both threads see its changes, and
 * without loading it before somebody asks.
 */
final class SecurityContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		Supplier<SecurityContext> packed = holder().getDeferredContext();
		return () -> {
			Supplier<SecurityContext> before = holder().getDeferredContext();
			holder().setDeferredContext(packed);
			return () -> restore(before);
		};
	}

	/** A thread that had no context is to have none again. */
	private static void restore(Supplier<SecurityContext> before) {
		if (before.get().getAuthentication() == null) {
			holder().clearContext();
		}
		else {
			holder().setDeferredContext(before);
		}
	}

	private static SecurityContextHolderStrategy holder() {
		return SecurityContextHolder.getContextHolderStrategy();
	}

}
