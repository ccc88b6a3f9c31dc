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
		RequestAttributes packed = RequestContextHolder.getRequestAttributes();
		return () -> {
			RequestAttributes before = RequestContextHolder.getRequestAttributes();
			put(packed);
			return () -> put(before);
		};
	}

	private static void put(@Nullable RequestAttributes attributes) {
		RequestContextHolder.setRequestAttributes(attributes);
	}

}
