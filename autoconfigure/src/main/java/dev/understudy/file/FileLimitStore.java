package dev.understudy.file;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.understudy.limit.Account;
import dev.understudy.limit.CounterKey;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.LimitStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in memory, and keeps what was counted in a state file: a counter that is opened
 * after a restart goes on where it stood when it was last written. Written at intervals,
 * when something was counted, and when the store is closed. Whoever counts waits for no
 * file and takes no lock.
 */
public final class FileLimitStore implements LimitStore, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FileLimitStore.class);

	/**
	 * How long an ended window is remembered, in case the time on the wall is set back.
	 */
	private static final Duration KEPT = Duration.ofDays(1);

	private final StateFile file;

	private final Duration every;

	private final ScheduledExecutorService thread;

	private final LimitStore memory = LimitStore.inMemory();

	private final Map<CounterKey, Counter> counters = new HashMap<>();

	/** Of before the restart, not opened since. */
	private final Map<String, Count> before;

	/** What is in the file. Guarded by the file. */
	private Map<String, Count> written;

	/** Guarded by the file. */
	private boolean failing;

	private boolean begun;

	FileLimitStore(StateFile file, Duration every) {
		this(file, every, Executors.newSingleThreadScheduledExecutor(FileLimitStore::thread));
	}

	FileLimitStore(StateFile file, Duration every, ScheduledExecutorService thread) {
		this.file = file;
		this.every = every;
		this.thread = thread;
		this.written = file.counts();
		this.before = new HashMap<>(this.written);
	}

	@Override
	public synchronized Ledger open(List<Account> accounts) {
		Ledger ledger = this.memory.open(accounts);
		for (int i = 0; i < accounts.size(); i++) {
			CounterKey key = accounts.get(i).key();
			Count count = this.before.remove(key.text());
			if (count != null) {
				ledger.add(i, count.used());
			}
			this.counters.put(key, new Counter(ledger, i));
		}
		if (!this.begun) {
			this.begun = true;
			this.thread.scheduleWithFixedDelay(this::round, this.every.toNanos(), this.every.toNanos(),
					TimeUnit.NANOSECONDS);
		}
		return ledger;
	}

	/**
	 * Writes what was counted since it was written last.
	 * @throws IOException when it cannot be written
	 */
	@Override
	public void close() throws IOException {
		this.thread.shutdown();
		save();
	}

	private void round() {
		synchronized (this.file) {
			try {
				save();
				if (this.failing) {
					this.failing = false;
					logger.info("Counters of limits are kept in state file '{}' again", this.file);
				}
			}
			catch (IOException | RuntimeException ex) {
				if (!this.failing) {
					this.failing = true;
					logger
						.warn("Counters of limits cannot be kept in state file '{}' ({}): a restart would lose what is "
								+ "counted from now on", this.file, ex.getClass().getName());
				}
			}
		}
	}

	private void save() throws IOException {
		synchronized (this.file) {
			Map<String, Count> counts = counts(this.file.now());
			if (!counts.equals(this.written)) {
				this.file.counts(counts);
				this.written = counts;
			}
		}
	}

	/**
	 * Never while something is written, for who opens a counter does not wait for that.
	 */
	private synchronized Map<String, Count> counts(Instant now) {
		this.counters.keySet().removeIf((key) -> key.window().end().plus(KEPT).isBefore(now));
		this.before.values().removeIf((count) -> count.isOver(now));
		Map<String, Count> counts = new TreeMap<>(this.before);
		this.counters.forEach((key, counter) -> {
			Count count = new Count(Math.max(0, counter.value()), key.window().end());
			if (count.used() != 0 && !count.isOver(now)) {
				counts.put(key.text(), count);
			}
		});
		return counts;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(null, task, "understudy-limits", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(FileLimitStore.class.getClassLoader());
		return thread;
	}

	/**
	 * A counter where it is counted.
	 */
	private record Counter(Ledger ledger, int account) {

		long value() {
			return this.ledger.value(this.account);
		}

	}

}
