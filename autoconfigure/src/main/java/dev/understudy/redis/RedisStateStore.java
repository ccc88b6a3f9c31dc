package dev.understudy.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.understudy.health.NoticeBoard;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Shares standbys among instances in Redis, one key for each model. A change is told on a
 * channel and then read from its key; what was missed is found by looking twice a minute,
 * once a second after a look that failed, and whenever the subscription is made anew. A
 * look also tells Redis what it has lost.
 * <p>
 * Uses the application's connection factory, which it does not close. Thread-safe.
 */
public final class RedisStateStore implements StateStore, AutoCloseable {

	/** How long a command may take that nobody but the engine's own thread waits for. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	/** How long messages about one model gather before its key is read. */
	private static final Duration GATHER = Duration.ofMillis(50);

	private static final Duration GLANCE = Duration.ofSeconds(1);

	/** For how long after its end something is no news, since Redis keeps it a little. */
	private static final Duration MEMORY = Duration.ofMinutes(5);

	private static final int GLANCES_BETWEEN_LOOKS = 30;

	private final Duration patience;

	private final ScriptRunner runner;

	private final StandbyKeys standbys;

	private final Ear ear;

	private final ScheduledExecutorService clock = Daemon.clock("understudy-redis-state");

	private final List<Consumer<StandbyNotice>> listeners = new CopyOnWriteArrayList<>();

	private final AtomicBoolean started = new AtomicBoolean();

	/** What was heard or read, so that a look finds out whether something was missed. */
	private final NoticeBoard heard = new NoticeBoard();

	private final Set<String> due = ConcurrentHashMap.newKeySet();

	private int glances;

	/**
	 * Makes a store. Connects when it is used.
	 * @param factory where Redis is
	 * @param prefix what every key begins with, without braces
	 */
	public RedisStateStore(RedisConnectionFactory factory, String prefix) {
		this(factory, prefix, PATIENCE);
	}

	RedisStateStore(RedisConnectionFactory factory, String prefix, Duration patience) {
		this.patience = patience;
		Keys keys = new Keys(prefix);
		this.runner = ScriptRunner.of(factory);
		this.standbys = new StandbyKeys(this.runner, keys);
		this.ear = new Ear(factory, keys.standbys(), this::told, () -> soon(() -> look(false)));
	}

	/**
	 * Begins to listen, now or as soon as Redis can be reached.
	 */
	@Override
	public void listen(Consumer<StandbyNotice> listener) {
		this.listeners.add(listener);
		if (this.started.compareAndSet(false, true)) {
			this.ear.start();
			this.clock.scheduleWithFixedDelay(this::glance, GLANCE.toNanos(), GLANCE.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public Collection<StandbyNotice> load() throws Exception {
		List<StandbyNotice> all = await(this.standbys.readAll());
		all.forEach(this.heard::add);
		return all;
	}

	@Override
	public void publish(Collection<StandbyNotice> notices) throws Exception {
		await(this.standbys.add(notices));
		notices.forEach(this.heard::add);
	}

	/**
	 * Stops listening and gives the connections back.
	 */
	@Override
	public void close() {
		this.ear.close();
		this.clock.shutdownNow();
		this.runner.close();
	}

	/** A message names the model of which something was said; many may do so at once. */
	private void told(String modelId) {
		if (this.due.add(modelId)) {
			this.clock.schedule(() -> read(modelId), GATHER.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void read(String modelId) {
		this.due.remove(modelId);
		this.standbys.readModel(modelId).whenComplete((notices, failure) -> {
			if (notices != null) {
				soon(() -> tell(notices));
			}
			else {
				soon(() -> this.glances = GLANCES_BETWEEN_LOOKS);
			}
		});
	}

	private void glance() {
		this.glances++;
		if (this.glances >= GLANCES_BETWEEN_LOOKS) {
			look(true);
		}
	}

	/** Only on the clock's thread. */
	private void look(boolean asANet) {
		try {
			boolean again = this.glances > GLANCES_BETWEEN_LOOKS;
			List<StandbyNotice> all = await(this.standbys.readAll());
			boolean missed = tell(all);
			remind(all);
			this.glances = 0;
			this.heard.forget(Instant.now().minus(MEMORY));
			if (asANet && (missed || again)) {
				this.ear.renew();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			// Looks again at the next glance; the engine reports what it cannot publish.
			this.glances = GLANCES_BETWEEN_LOOKS;
		}
	}

	/** Tells Redis what it has forgotten, say by a restart. */
	private void remind(List<StandbyNotice> all) throws Exception {
		NoticeBoard kept = new NoticeBoard();
		all.forEach(kept::add);
		NoticeBoard known = new NoticeBoard();
		this.heard.notices().forEach(known::add);
		known.forget(Instant.now());
		List<StandbyNotice> lost = known.notices().stream().filter(kept::add).toList();
		if (!lost.isEmpty()) {
			await(this.standbys.add(lost));
		}
	}

	/** Answers whether one of them was news. */
	private boolean tell(Collection<StandbyNotice> notices) {
		boolean news = false;
		for (StandbyNotice notice : notices) {
			news |= this.heard.add(notice);
			this.listeners.forEach((listener) -> listener.accept(notice));
		}
		return news;
	}

	private void soon(Runnable task) {
		this.clock.execute(task);
	}

	private <T> T await(CompletableFuture<T> answer) throws Exception {
		try {
			return answer.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		catch (TimeoutException | InterruptedException ex) {
			answer.cancel(false);
			throw ex;
		}
	}

}
