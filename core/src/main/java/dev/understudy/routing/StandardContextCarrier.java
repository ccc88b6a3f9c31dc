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
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		Map<String, String> logging = MDC.getCopyOfContextMap();
		return () -> unpack(loader, logging);
	}

	private static Runnable unpack(@Nullable ClassLoader loader, @Nullable Map<String, String> logging) {
		ClassLoader loaderBefore = Thread.currentThread().getContextClassLoader();
		Map<String, String> loggingBefore = MDC.getCopyOfContextMap();
		put(loader, logging);
		return () -> put(loaderBefore, loggingBefore);
	}

	private static void put(@Nullable ClassLoader loader, @Nullable Map<String, String> logging) {
		Thread.currentThread().setContextClassLoader(loader);
		if (logging != null) {
			MDC.setContextMap(logging);
		}
		else {
			MDC.clear();
		}
	}

}
