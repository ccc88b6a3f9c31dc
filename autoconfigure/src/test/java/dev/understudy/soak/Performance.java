package dev.understudy.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.redis.RealRedis;

import static dev.understudy.redis.Eventually.eventually;

/**
 * Plays acts: in each of them all callers call as fast as they can, something happens to
 * Redis and the director interferes. In the intervals nothing runs, and readings are
 * taken.
 */
final class Performance implements AutoCloseable {

	/** Until everything is as it was, on a busy machine. */
	static final Duration SOON = Duration.ofSeconds(60);

	/** The shared connection of the driver, and that of the channel. */
	private static final long CONNECTIONS = 2;

	private static final long TOO_LONG = 120;

	private static final long PAUSE = Duration.ofMillis(40).toNanos();

	private static final int PARTS = 10;

	private static final int DISRUPTION_BEGINS = 1;

	private static final int DISRUPTION_ENDS = 8;

	private final List<Caller> callers = new ArrayList<>();

	private final List<Reading> readings = new ArrayList<>();

	private final List<Random> dice = new ArrayList<>();

	private final ExecutorService threads;

	private final House house;

	private final RealRedis redis;

	private final PlainRedis plain;

	private final OutageLog log;

	private final Audit audit;

	private final Director director;

	private final Random random;

	private int outages;

	Performance(House house, RealRedis redis, Books books, OutageLog log, Audit audit, long seed) {
		this.house = house;
		this.redis = redis;
		this.plain = new PlainRedis(redis.port());
		this.log = log;
		this.audit = audit;
		this.director = new Director(house);
		this.random = new Random(seed);
		this.callers.add(new PlainCaller(house, books));
		this.callers.add(new PlainCaller(house, books));
		this.callers.add(new PlainCaller(house, books));
		this.callers.add(new LaterCaller(house, books, false));
		this.callers.add(new LaterCaller(house, books, true));
		this.callers.forEach((caller) -> this.dice.add(new Random(this.random.nextLong())));
		this.threads = Executors.newFixedThreadPool(this.callers.size());
	}

	/** Plays one act without a reading, then as many as fit. */
	void play(Duration length) throws Exception {
		Duration act = length.dividedBy(Disruption.values().length * 4L);
		act = (act.compareTo(Duration.ofSeconds(PARTS)) < 0) ? act : Duration.ofSeconds(PARTS);
		long end = System.nanoTime() + length.toNanos();
		act(act.dividedBy(2), Disruption.NONE);
		interval();
		while (System.nanoTime() < end || this.readings.size() < 2 * Disruption.values().length) {
			for (Disruption disruption : Disruption.values()) {
				act(act, disruption);
				interval();
				this.readings.add(Reading.take(this.plain));
			}
		}
		this.director.end();
	}

	List<Reading> readings() {
		return this.readings;
	}

	int outages() {
		return this.outages;
	}

	Director director() {
		return this.director;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private void act(Duration length, Disruption disruption) throws Exception {
		long begin = System.nanoTime();
		long end = begin + length.toNanos();
		Duration part = length.dividedBy(PARTS);
		List<Future<?>> shifts = new ArrayList<>();
		for (int i = 0; i < this.callers.size(); i++) {
			Caller caller = this.callers.get(i);
			Random die = this.dice.get(i);
			shifts.add(this.threads.submit(() -> {
				while (System.nanoTime() < end) {
					caller.call(die);
				}
				caller.settle();
				return null;
			}));
		}
		interfere(begin + part.multipliedBy(DISRUPTION_BEGINS).toNanos());
		if (disruption != Disruption.NONE) {
			this.outages++;
		}
		disruption.begin(this.redis, part.multipliedBy(DISRUPTION_ENDS - DISRUPTION_BEGINS));
		interfere(begin + part.multipliedBy(DISRUPTION_ENDS).toNanos());
		disruption.end(this.redis);
		interfere(end);
		for (Future<?> shift : shifts) {
			shift.get(TOO_LONG, TimeUnit.SECONDS);
		}
	}

	private void interfere(long until) {
		while (System.nanoTime() < until) {
			this.director.interfere(this.random);
			LockSupport.parkNanos(PAUSE);
		}
	}

	/** Waits until nothing runs, and all is well. */
	private void interval() {
		this.director.letGo();
		eventually("nothing runs: " + this.audit.leases(), SOON, () -> this.audit.leases().isEmpty());
		eventually("all is well", SOON, this.log::allIsWell);
		eventually("all are connected", SOON, () -> this.plain.connections() == CONNECTIONS);
	}

}
