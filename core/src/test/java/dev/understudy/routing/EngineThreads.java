package dev.understudy.routing;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The platform threads that engines have started since this was made.
 */
final class EngineThreads {

	private final Set<Thread> before = all();

	long count() {
		return all().stream().filter((thread) -> !this.before.contains(thread)).count();
	}

	private static Set<Thread> all() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("understudy-"))
			.collect(Collectors.toSet());
	}

}
