package dev.understudy.routing;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries the context class loader and the logging context.
 */
final class StandardContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		return Packed.here();
	}

	/**
	 * What hung on a thread.
	 */
	private record Packed(@Nullable ClassLoader loader, @Nullable Map<String, String> logging) implements Luggage {

		static Packed here() {
			return new Packed(Thread.currentThread().getContextClassLoader(), MDC.getCopyOfContextMap());
		}

		@Override
		public Runnable unpack() {
			Packed before = here();
			put();
			return before::put;
		}

		@Override
		public Runnable unpackOnNewThread() {
			Thread.currentThread().setContextClassLoader(this.loader);
			if (this.logging != null) {
				MDC.setContextMap(this.logging);
			}
			return () -> {
			};
		}

		private void put() {
			Thread.currentThread().setContextClassLoader(this.loader);
			if (this.logging != null) {
				MDC.setContextMap(this.logging);
			}
			else {
				MDC.clear();
			}
		}

	}

}
