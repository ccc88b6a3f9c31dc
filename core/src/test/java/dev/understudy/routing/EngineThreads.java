package dev.understudy.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The platform threads that engines have started since this was made.
 */
final class EngineThreads {

	private final Set<Thread> before = all();

	long count() {
		return names().size();
	}

	List<String> names() {
		return all().stream().filter((thread) -> !this.before.contains(thread)).map(Thread::getName).toList();
	}

	private static Set<Thread> all() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("understudy-"))
			.collect(Collectors.toSet());
	}

}
