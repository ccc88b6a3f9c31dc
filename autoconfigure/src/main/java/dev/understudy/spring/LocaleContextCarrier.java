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
		LocaleContext packed = LocaleContextHolder.getLocaleContext();
		return () -> {
			LocaleContext before = LocaleContextHolder.getLocaleContext();
			put(packed);
			return () -> put(before);
		};
	}

	private static void put(@Nullable LocaleContext context) {
		LocaleContextHolder.setLocaleContext(context);
	}

}
