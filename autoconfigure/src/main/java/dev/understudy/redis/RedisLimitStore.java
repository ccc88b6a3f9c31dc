package dev.understudy.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.understudy.health.Ticker;
import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.WhenStoreIsDown;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Counts in Redis, for all instances together. While Redis answers within 5 ms, no bound
 * is ever passed by reservations, however many instances make them. A reservation that
 * takes longer is decided by what this instance knows, or throws, and so is each one
 * after it until Redis answers; what was counted alone reaches Redis then.
 * <p>
 * Values are those that Redis told last, and what was counted here since. Uses the
 * application's connection factory, which it does not close.
 */
public final class RedisLimitStore implements LimitStore, AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMillis(5);

	private static final Duration SUSPICION = Duration.ofSeconds(1);

	private static final int GLANCES_BETWEEN_LOOKS = 30;

	private final String instance = UUID.randomUUID().toString();

	private final Map<String, Bookkeeper> bookkeepers = new ConcurrentHashMap<>();

	private final ScriptRunner runner;

	private final Keys keys;

	private final Terms terms;

	private final Connectedness redis;

	private final Oddities oddities = new Oddities();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	private final ScheduledExecutorService clock = Daemon.clock("understudy-redis-limits");

	private int glances;

	/**
	 * Makes a store. Connects when it is used.
	 * @param factory where Redis is
	 * @param prefix what every key begins with, without braces
	 * @param ticker tells the time
	 * @param whenDown what becomes of reservations while Redis is away: they are decided
	 * here, or throw
	 */
	public RedisLimitStore(RedisConnectionFactory factory, String prefix, Ticker ticker, WhenStoreIsDown whenDown) {
		this(ScriptRunner.of(factory), prefix, new Terms(PATIENCE, SUSPICION, whenDown, ticker));
	}

	RedisLimitStore(ScriptRunner runner, String prefix, Terms terms) {
		this.runner = runner;
		this.keys = new Keys(prefix);
		this.terms = terms;
		this.redis = new Connectedness(terms.countsAlone());
		long pause = terms.suspicion().toNanos();
		this.clock.scheduleWithFixedDelay(this::glance, pause, pause, TimeUnit.NANOSECONDS);
	}

	@Override
	public Ledger open(List<Account> accounts) {
		return this.bookkeepers
			.computeIfAbsent(accounts.isEmpty() ? "" : accounts.get(0).key().model(),
					(model) -> new Bookkeeper(this.instance, this.runner, this.keys, this.terms, this.redis,
							this.oddities, this.clock, this::back, () -> givenBack(model)))
			.open(accounts);
	}

	@Override
	public void whenOthersGiveBack(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Gives the connection back. What is not counted in Redis by then is counted nowhere.
	 */
	@Override
	public void close() {
		this.redis.close();
		this.clock.shutdownNow();
		this.runner.close();
	}

	private void back() {
		this.clock.execute(() -> this.bookkeepers.values().forEach(Bookkeeper::look));
	}

	private void givenBack(String model) {
		this.clock.execute(() -> this.listeners.forEach((listener) -> listener.accept(model)));
	}

	private void glance() {
		this.bookkeepers.values().forEach(Bookkeeper::glance);
		this.glances++;
		if (this.glances >= GLANCES_BETWEEN_LOOKS) {
			this.glances = 0;
			this.bookkeepers.values().forEach(Bookkeeper::look);
		}
	}

	/**
	 * What the bookkeepers go by.
	 *
	 * @param patience how long a reservation waits for Redis
	 * @param suspicion after how long without an answer Redis counts as lost, and how
	 * often it is tried then
	 * @param whenDown what becomes of reservations meanwhile
	 * @param ticker tells which windows are over
	 */
	record Terms(Duration patience, Duration suspicion, WhenStoreIsDown whenDown, Ticker ticker) {

		boolean countsAlone() {
			return this.whenDown == WhenStoreIsDown.COUNT_LOCALLY;
		}

	}

}
