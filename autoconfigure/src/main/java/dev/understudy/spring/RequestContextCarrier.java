package dev.understudy.spring;

import dev.understudy.routing.ContextCarrier;

import org.springframework.web.context.request.RequestContextHolder;

/**
 * Carries the web request that is being handled.
 */
final class RequestContextCarrier implements ContextCarrier {

	@Override
	public Luggage pack() {
		return Held.here(RequestContextHolder::getRequestAttributes, RequestContextHolder::setRequestAttributes);
	}

}
