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
		return new Packed(holder().getDeferredContext());
	}

	private static SecurityContextHolderStrategy holder() {
		return SecurityContextHolder.getContextHolderStrategy();
	}

	/**
	 * The context of a thread.
	 */
	private record Packed(Supplier<SecurityContext> context) implements Luggage {

		@Override
		public Runnable unpack() {
			Supplier<SecurityContext> before = holder().getDeferredContext();
			holder().setDeferredContext(this.context);
			return () -> restore(before);
		}

		@Override
		public Runnable unpackOnNewThread() {
			holder().setDeferredContext(this.context);
			return () -> {
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

	}

}
