package dev.understudy.soak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the process holds at one moment at which nothing runs.
 *
 * @param heap bytes that a collection of garbage has left over
 * @param threads all threads but virtual ones and those that attempts run on
 * @param own those of them that are ours
 * @param attempts threads that attempts run on, which end after a while
 * @param connections connections to Redis
 */
record Reading(long heap, long threads, long own, long attempts, long connections) {

	/** All callers at once, and as many attempts that were given up. */
	static final long MOST_ATTEMPTS = 80;

	private static final int COLLECTIONS = 3;

	private static final long PAUSE = 50_000_000L;

	private static final String OURS = "understudy-";

	private static final String ATTEMPT = "understudy-attempt-";

	/** What a driver and a common pool begin when they first need it. */
	private static final long LAZY = 4 + 2L * Runtime.getRuntime().availableProcessors();

	static Reading take(PlainRedis redis) {
		long attempts = running().filter((thread) -> thread.getName().startsWith(ATTEMPT)).count();
		return new Reading(live(), running().count() - attempts, ours().size(), attempts, redis.connections());
	}

	/** Our threads by their ids. */
	static Set<Long> ours() {
		return running().filter((thread) -> thread.getName().startsWith(OURS) && !thread.getName().startsWith(ATTEMPT))
			.map(Thread::getId)
			.collect(Collectors.toSet());
	}

	/** What does not stay as it is in these readings. */
	static List<String> complaints(List<Reading> readings) {
		List<String> all = new ArrayList<>();
		look(all, readings, new Flatness("live heap", 6 << 20), Reading::heap);
		look(all, readings, new Flatness("number of threads", LAZY), Reading::threads);
		look(all, readings, new Flatness("number of our threads", 2), Reading::own);
		look(all, readings, new Flatness("number of connections", 0), Reading::connections);
		readings.stream()
			.filter((reading) -> reading.attempts > MOST_ATTEMPTS)
			.forEach((reading) -> all.add(reading.attempts + " threads of attempts"));
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

	private static Stream<Thread> running() {
		return Thread.getAllStackTraces().keySet().stream();
	}

	private static void look(List<String> all, List<Reading> readings, Flatness rule, ToLongFunction<Reading> number) {
		rule.complaint(readings.stream().map(number::applyAsLong).toList()).ifPresent(all::add);
	}

}
