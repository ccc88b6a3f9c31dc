package dev.understudy.routing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

import dev.understudy.ProbeResult;
import dev.understudy.health.ModelHealth;
import org.jspecify.annotations.Nullable;

/**
 * Asks models whether they answer, many at once and each within its time, at most one
 * probe a model.
 * <p>
 * A probe that nobody waits for needs one of the {@link ProbePlaces}; who waits for one
 * has brought a thread. A probe that is asked for while another one of its model is on
 * its way joins it. While one that was given up has not returned, those that are asked
 * for fail without being made; after one that was called off, without a word about the
 * model.
 */
final class Prober implements ProbeRun.Home, AutoCloseable {

	/** Probes that run at once for nobody who waits. */
	static final int PLACES = 128;

	private static final Runnable NO_PLACE = () -> {
	};

	private final Map<ModelHealth, ProbeRun> runs = new ConcurrentHashMap<>();

	private final ProbePlaces places = new ProbePlaces(PLACES);

	private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

	private final Engine engine;

	private final ProbeBeans beans;

	private final Timer timer;

	private final Executor threads;

	private final Duration usualTimeout;

	private volatile boolean closed;

	Prober(Engine engine, ProbeBeans beans, Timer timer, Executor threads, Duration usualTimeout) {
		this.engine = engine;
		this.beans = beans;
		this.timer = timer;
		this.threads = threads;
		this.usualTimeout = usualTimeout;
	}

	/** The bound of a probe that is asked for without one. */
	Duration timeout(LiveModel live) {
		Duration own = live.settings().probe().timeout();
		return (own != null) ? own : this.usualTimeout;
	}

	/** Probes a model as soon as there is a place. Never waits. */
	CompletableFuture<ProbeResult> request(LiveModel live) {
		ProbeRun mine = new ProbeRun(live, timeout(live), this);
		ProbeRun known = this.runs.putIfAbsent(live.health(), mine);
		if (known == null) {
			this.places.offer(mine);
			callOffIfClosed(mine);
			return mine.result();
		}
		ProbeResult unasked = unasked(known, mine);
		return (unasked != null) ? CompletableFuture.completedFuture(unasked) : known.result();
	}

	/** Probes a model and waits for it, no longer than the timeout. */
	ProbeResult probe(LiveModel live, Duration timeout) {
		ProbeRun mine = new ProbeRun(live, timeout, this);
		if (Thread.currentThread().isInterrupted()) {
			return mine.cancelled();
		}
		ProbeRun known = this.runs.putIfAbsent(live.health(), mine);
		if (known == null) {
			mine.start(NO_PLACE);
			callOffIfClosed(mine);
			return await(mine, mine.result());
		}
		ProbeResult unasked = unasked(known, mine);
		if (unasked != null) {
			return unasked;
		}
		known.start(NO_PLACE);
		CompletableFuture<ProbeResult> joined = known.result().copy();
		Timer.Alarm alarm = this.timer.in(timeout.toNanos(), () -> joined.complete(mine.unanswered()));
		try {
			return await(mine, joined);
		}
		finally {
			alarm.cancel();
		}
	}

	/** Calls off all probes; first those that wait, so that none takes a free place. */
	void callOff() {
		this.places.clear();
		this.runs.values().forEach(ProbeRun::callOff);
	}

	/** Calls off all probes, and takes no more. */
	@Override
	public void close() {
		this.closed = true;
		callOff();
	}

	@Override
	public Engine engine() {
		return this.engine;
	}

	@Override
	public Timer timer() {
		return this.timer;
	}

	@Override
	public ProbeBeans beans() {
		return this.beans;
	}

	/** With the class loader of whoever built the engine, as for everything else. */
	@Override
	public void execute(Runnable task) {
		this.threads.execute(() -> {
			Thread here = Thread.currentThread();
			ClassLoader before = here.getContextClassLoader();
			here.setContextClassLoader(this.loader);
			try {
				task.run();
			}
			finally {
				here.setContextClassLoader(before);
			}
		});
	}

	/** Until the next probe of the schedule has certainly ended. */
	@Override
	public Duration hold(LiveModel live) {
		ProbeSettings settings = live.settings().probe();
		int rounds = this.places.rounds(this.engine.ensemble().models().size());
		return settings.enabled() ? ProbeSchedule.longest(settings.interval(), timeout(live).multipliedBy(rounds))
				: Duration.ZERO;
	}

	@Override
	public void returned(ProbeRun run) {
		this.runs.remove(run.health(), run);
	}

	/**
	 * What comes of a probe whose model is not asked while another one has not returned.
	 */
	private static @Nullable ProbeResult unasked(ProbeRun known, ProbeRun mine) {
		if (known.hangs()) {
			return mine.failUnasked();
		}
		return known.calledOff() ? mine.cancelled() : null;
	}

	private void callOffIfClosed(ProbeRun run) {
		if (this.closed) {
			run.callOff();
		}
	}

	private static ProbeResult await(ProbeRun mine, CompletableFuture<ProbeResult> result) {
		try {
			return result.get();
		}
		catch (InterruptedException ex) {
			// The caller gave up, which says nothing about the model.
			Thread.currentThread().interrupt();
			return mine.cancelled();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A probe always ends normally", ex);
		}
	}

}
