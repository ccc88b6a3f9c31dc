package dev.understudy.spring;

import dev.understudy.routing.ContextCarrier;
import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Carries the locale and the time zone.
 */
final class LocaleContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		return Packed.here();
	}

	/**
	 * What hung on a thread.
	 */
	private record Packed(@Nullable LocaleContext context) implements Luggage {

		static Packed here() {
			return new Packed(LocaleContextHolder.getLocaleContext());
		}

		@Override
		public Runnable unpack() {
			Packed before = here();
			put();
			return before::put;
		}

		@Override
		public Runnable unpackOnNewThread() {
			if (this.context != null) {
				put();
			}
			return () -> {
			};
		}

		private void put() {
			LocaleContextHolder.setLocaleContext(this.context);
		}

	}

}
