package dev.understudy.spring;

import dev.understudy.routing.ContextCarrier;

import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Carries the locale and the time zone.
 */
final class LocaleContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		return Held.here(LocaleContextHolder::getLocaleContext, LocaleContextHolder::setLocaleContext);
	}

}
