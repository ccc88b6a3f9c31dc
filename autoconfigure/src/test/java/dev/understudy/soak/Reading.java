package dev.understudy.soak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the process holds at one moment at which nothing runs.
 *
 * @param heap bytes that a collection of garbage has left over
 * @param threads all threads but virtual ones
 * @param own the threads that are ours, but for those that attempts run on and that end
 * after a while
 * @param connections connections to Redis
 * @param meters meters in the registry
 */
record Reading(long heap, long threads, long own, long connections, long meters) {

	private static final int COLLECTIONS = 3;

	private static final long PAUSE = 50_000_000L;

	private static final String OURS = "understudy-";

	private static final List<String> PASSING = List.of("understudy-attempt-", "understudy-redis-connect");

	static Reading take(PlainRedis redis, MeterRegistry meters) {
		return new Reading(live(), ManagementFactory.getThreadMXBean().getThreadCount(), ours().size(),
				redis.connections(), meters.getMeters().size());
	}

	/** Our threads by their ids. */
	static Set<Long> ours() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(OURS) && PASSING.stream().noneMatch(thread.getName()::startsWith))
			.map(Thread::getId)
			.collect(Collectors.toSet());
	}

	/** What does not stay as it is in these readings. */
	static List<String> complaints(List<Reading> readings) {
		List<String> all = new ArrayList<>();
		look(all, readings, new Flatness("live heap", 6 << 20), Reading::heap);
		look(all, readings, new Flatness("number of threads", 4 + 2L * Runtime.getRuntime().availableProcessors()),
				Reading::threads);
		look(all, readings, new Flatness("number of our threads", 2), Reading::own);
		look(all, readings, new Flatness("number of connections", 0), Reading::connections);
		look(all, readings, new Flatness("number of meters", 40), Reading::meters);
		return all;
	}

	/** The least of a few, since what is referred to softly or finalized goes later. */
	private static long live() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			LockSupport.parkNanos(PAUSE);
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

	private static void look(List<String> all, List<Reading> readings, Flatness rule, ToLongFunction<Reading> number) {
		rule.complaint(readings.stream().map(number::applyAsLong).toList()).ifPresent(all::add);
	}

}
