package dev.understudy.spring;

import dev.understudy.routing.ContextCarrier;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Carries the web request that is being handled.
 */
final class RequestContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		return Packed.here();
	}

	/**
	 * What hung on a thread.
	 */
	private record Packed(@Nullable RequestAttributes attributes) implements Luggage {

		static Packed here() {
			return new Packed(RequestContextHolder.getRequestAttributes());
		}

		@Override
		public Runnable unpack() {
			Packed before = here();
			put();
			return before::put;
		}

		@Override
		public Runnable unpackOnNewThread() {
			if (this.attributes != null) {
				put();
			}
			return () -> {
			};
		}

		private void put() {
			RequestContextHolder.setRequestAttributes(this.attributes);
		}

	}

}
