package dev.understudy.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.understudy.ModelState;
import dev.understudy.health.ModelHealth;

/**
 * Probes models without anybody asking, each at its own interval. Has no thread: somebody
 * with a scheduler drives it with {@link #beginDue()}.
 * <p>
 * A model's first probe comes at a random moment of its first interval, and each interval
 * is up to a tenth shorter or longer, so that neither models nor instances are probed in
 * step. A model that somebody took out, a maintenance window or a limit is not probed.
 * Thread-safe.
 */
public final class ProbeSchedule {

	/** How much shorter or longer an interval may be, as a share of it. */
	private static final double JITTER = 0.1;

	/** How late whoever drives the schedule may be. */
	private static final Duration SLACK = Duration.ofSeconds(1);

	/** No interval that makes sense is longer. */
	private static final Duration LONGEST = Duration.ofDays(365);

	private final Engine engine;

	private final Prober prober;

	private final Map<ModelHealth, Due> dues = new HashMap<>();

	private volatile Runnable onChange = () -> {
	};

	ProbeSchedule(Engine engine, Prober prober) {
		this.engine = engine;
		this.prober = prober;
	}

	/**
	 * Begins the probes that are due, all at once, and waits for none.
	 * @return how long to wait before the next time, empty while no model is to be probed
	 */
	public synchronized Optional<Duration> beginDue() {
		long now = this.engine.ticker().nanos();
		Map<ModelHealth, LiveModel> probed = this.engine.ensemble()
			.models()
			.values()
			.stream()
			.filter((live) -> live.settings().enabled() && live.settings().probe().enabled())
			.collect(Collectors.toMap(LiveModel::health, (live) -> live));
		this.dues.keySet().retainAll(probed.keySet());
		return probed.values()
			.stream()
			.map((live) -> next(live, now))
			.min(Long::compare)
			.map((next) -> Duration.ofNanos(next - now));
	}

	/**
	 * Calls off all probes that are on their way, and forgets which are due. The next
	 * {@link #beginDue()} begins anew.
	 */
	public synchronized void stop() {
		this.dues.clear();
		this.prober.callOff();
	}

	/**
	 * Asks to be told when other models or settings are in force, and so something else
	 * may be due.
	 * @param action takes the place of the one before
	 */
	public void whenChanged(Runnable action) {
		this.onChange = action;
	}

	void changed() {
		this.onChange.run();
	}

	/**
	 * What may lie between the ends of two probes at most.
	 * @param interval the interval that is configured
	 * @param probing how long a probe takes at most, its wait included
	 */
	static Duration longest(Duration interval, Duration probing) {
		Duration longest = Duration.ofNanos((long) (interval.toNanos() * (1 + JITTER))).plus(probing).plus(SLACK);
		return (longest.compareTo(LONGEST) < 0) ? longest : LONGEST;
	}

	/** Probes a model if it is its time; answers when it is the next time. */
	private long next(LiveModel live, long now) {
		long interval = live.settings().probe().interval().toNanos();
		Due due = this.dues.get(live.health());
		if (due == null || due.interval != interval) {
			due = new Due(interval, later(now, interval, draw()));
		}
		else if (due.at <= now) {
			if (wanted(live, now)) {
				this.prober.request(live);
			}
			due = new Due(interval, later(now, interval, 1 + JITTER * (2 * draw() - 1)));
		}
		this.dues.put(live.health(), due);
		return due.at;
	}

	private double draw() {
		return this.engine.random().getAsDouble();
	}

	private static boolean wanted(LiveModel live, long now) {
		boolean all = live.settings().probe().scope() == ProbeSettings.Scope.ALL;
		return live.health().usableAnyway(now) && (all || live.health().snapshot().state(now) != ModelState.ACTIVE);
	}

	private static long later(long now, long interval, double share) {
		return now + (long) Math.min(interval * share, Long.MAX_VALUE / 2.0);
	}

	/**
	 * When a model is to be probed.
	 */
	private record Due(long interval, long at) {
	}

}
