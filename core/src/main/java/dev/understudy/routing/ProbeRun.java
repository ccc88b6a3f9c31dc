package dev.understudy.routing;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.understudy.CurrentModel;
import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.Usage;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.health.Checkup;
import dev.understudy.health.ModelHealth;
import dev.understudy.limit.Allowance;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One probe of one model. Its end, its timeout or whoever calls it off is first, and that
 * one alone decides what came of it.
 */
final class ProbeRun implements CurrentModel.Running {

	/** Refusals that come from a provider that can be reached. */
	private static final Set<FailureKind> REFUSALS = Set.of(FailureKind.BAD_REQUEST, FailureKind.RATE_LIMIT,
			FailureKind.CONTENT_FILTER, FailureKind.CONTEXT_LENGTH);

	/** What a probe may be late in reporting its own timeout. */
	private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

	private final LiveModel live;

	private final Duration timeout;

	private final Home home;

	private final Errand<Boolean> errand;

	private final CompletableFuture<ProbeResult> result = new CompletableFuture<>();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

	/** Not there before it is started. */
	private volatile @Nullable Checkup checkup;

	private volatile Timer.Alarm alarm = () -> {
	};

	private volatile Runnable place = () -> {
	};

	ProbeRun(LiveModel live, Duration timeout, Home home) {
		this.live = live;
		this.timeout = timeout;
		this.home = home;
		this.errand = new Errand<>(this::ask, Abandoned.uncounted(live.model().id()));
	}

	/** What comes of it. Always ends normally. */
	CompletableFuture<ProbeResult> result() {
		return this.result;
	}

	/** Whose health it is about. */
	ModelHealth health() {
		return this.live.health();
	}

	/** Whether it was given up at its timeout, so that its probe may still hang. */
	boolean hangs() {
		return this.phase.get() == Phase.LEFT;
	}

	/** Whether somebody called it off, though its probe may not have returned. */
	boolean calledOff() {
		return this.phase.get() == Phase.CALLED_OFF;
	}

	/**
	 * Starts the probe on a thread of its own, unless somebody has started it before or
	 * called it off.
	 * @param taken gives back the place that the probe has while it runs
	 */
	boolean start(Runnable taken) {
		if (!this.phase.compareAndSet(Phase.WAITING, Phase.STARTING)) {
			return false;
		}
		this.place = taken;
		boolean ready = false;
		try {
			long since = now();
			long patience = Math.min(this.timeout.toNanos(), Long.MAX_VALUE - SLACK) + SLACK;
			this.checkup = this.live.health().checkup(since, patience);
			ready = this.phase.compareAndSet(Phase.STARTING, Phase.RUNNING);
		}
		finally {
			if (!ready) {
				this.phase.set(Phase.CALLED_OFF);
				this.home.returned(this);
				drop();
			}
		}
		if (ready) {
			launch();
		}
		return true;
	}

	/** Ends it without a word about the model. */
	void callOff() {
		if (this.phase.compareAndSet(Phase.WAITING, Phase.CALLED_OFF)) {
			this.home.returned(this);
			this.result.complete(cancelled());
		}
		else if (this.phase.compareAndSet(Phase.RUNNING, Phase.CALLED_OFF)) {
			this.errand.leave();
			drop();
		}
		else {
			// Whoever starts it finds that out, and gives back what it has taken.
			this.phase.compareAndSet(Phase.STARTING, Phase.CALLED_OFF);
		}
	}

	/** Counts it as failed without asking, for a model whose last probe hangs. */
	ProbeResult failUnasked() {
		this.checkup = this.live.health().checkup(now(), SLACK);
		return failed(tooLate());
	}

	/** What somebody learns who does not wait any longer for another one. */
	ProbeResult unanswered() {
		return found(Verdict.FAILED, FailureKind.TIMEOUT);
	}

	/** What somebody learns who was interrupted. */
	ProbeResult cancelled() {
		return found(Verdict.FAILED, FailureKind.CANCELLED);
	}

	@Override
	public Model model() {
		return this.live.model();
	}

	@Override
	public void used(Usage usage) {
		this.live.health().statistics().used(usage);
		Allowance allowance = this.live.allowance();
		if (allowance != null) {
			allowance.used(usage);
		}
		this.home.engine().listeners().used(model(), usage);
	}

	@Override
	public void usedUp(Duration wait) {
		this.live.health().usedUp(wait);
	}

	private void launch() {
		try {
			this.alarm = this.home.timer().after(checkup().since(), this.timeout.toNanos(), this::timeUp);
			if (this.phase.get() != Phase.RUNNING) {
				// Over before there was an alarm to cancel.
				this.alarm.cancel();
			}
			this.home.execute(this::run);
		}
		catch (RuntimeException | Error ex) {
			// The engine is closed, or there are no more threads.
			callOff();
			this.home.returned(this);
		}
	}

	private void run() {
		try {
			this.errand.run();
		}
		finally {
			this.home.returned(this);
		}
	}

	private Boolean ask() {
		Optional<HealthProbe> probe = this.home.beans().of(model());
		if (probe.isEmpty()) {
			ended(this::unsupported);
			return false;
		}
		Throwable thrown = null;
		try {
			CurrentModel.call(this, (model) -> {
				probe.get().probe(model, this.timeout);
				return true;
			});
		}
		catch (Throwable ex) {
			// Whatever it is, it is about this probe only.
			thrown = ex;
		}
		Throwable how = thrown;
		ended(() -> read(how));
		return true;
	}

	/** The probe has returned, and decides unless it was given up before. */
	private void ended(Supplier<ProbeResult> reading) {
		if (this.phase.compareAndSet(Phase.RUNNING, Phase.RETURNED)) {
			settle(reading);
		}
	}

	private void timeUp() {
		if (this.phase.compareAndSet(Phase.RUNNING, Phase.LEFT)) {
			this.errand.leave();
			offTheTimer(() -> settle(() -> failed(tooLate())));
		}
	}

	/** Whatever happens, whoever waits learns something. */
	private void settle(Supplier<ProbeResult> reading) {
		ProbeResult learnt = found(Verdict.FAILED, FailureKind.UNKNOWN);
		try {
			learnt = reading.get();
		}
		finally {
			end(learnt);
		}
	}

	/** Gives back whatever it has taken, without a word about the model. */
	private void drop() {
		Checkup begun = this.checkup;
		if (begun != null) {
			begun.dropped(now());
		}
		end(cancelled());
	}

	private void end(ProbeResult learnt) {
		if (this.phase.get() == Phase.RETURNED) {
			this.home.returned(this);
		}
		try {
			this.alarm.cancel();
			this.place.run();
		}
		finally {
			this.result.complete(learnt);
		}
	}

	private ProbeResult unsupported() {
		checkup().dropped(now());
		return found(Verdict.UNSUPPORTED, null);
	}

	private ProbeResult read(@Nullable Throwable thrown) {
		if (thrown == null) {
			checkup().answered(now());
			return found(Verdict.REACHABLE, null);
		}
		Failure failure = this.home.engine().classify(thrown, ClientTrust.KNOWN_CLIENTS);
		if (REFUSALS.contains(failure.kind())) {
			checkup().refused(now());
			return found(Verdict.REACHABLE, failure.kind());
		}
		return failed(failure);
	}

	private ProbeResult failed(Failure failure) {
		checkup().failed(failure, FailurePolicy.DEFAULT.verdict(failure.kind()), this.home.hold(this.live), now());
		return found(Verdict.FAILED, failure.kind());
	}

	private Failure tooLate() {
		return new Failure(FailureKind.TIMEOUT, null, 0, new AttemptTimeoutException(model().id(), this.timeout));
	}

	private ProbeResult found(Verdict verdict, @Nullable FailureKind failure) {
		Checkup begun = this.checkup;
		Duration took = (begun != null) ? Duration.ofNanos(now() - begun.since()) : Duration.ZERO;
		return new ProbeResult(model().id(), verdict, this.home.engine().ticker().instant(), took, failure);
	}

	private Checkup checkup() {
		return requireNonNull(this.checkup, "probe was not started");
	}

	private long now() {
		return this.home.engine().ticker().nanos();
	}

	/** Those who listen must not hold up other alarms. */
	private void offTheTimer(Runnable task) {
		try {
			this.home.execute(task);
		}
		catch (RuntimeException | Error ex) {
			// Closed or out of threads: whoever waits still has to learn of it.
			ForkJoinPool.commonPool().execute(task);
		}
	}

	/**
	 * Where probes run.
	 */
	interface Home {

		Engine engine();

		Timer timer();

		ProbeBeans beans();

		/** Runs a task on another thread. */
		void execute(Runnable task);

		/** How long a model must stand down for a failed probe at least. */
		Duration hold(LiveModel live);

		/** The model of a probe may be probed again. May be said more than once. */
		void returned(ProbeRun run);

	}

	/**
	 * How far a probe has come.
	 */
	private enum Phase {

		/** For its place. */
		WAITING,

		/** Takes what it needs. Who calls it off now only says so. */
		STARTING,

		/** On a thread of its own. */
		RUNNING,

		/** By itself, and in time. */
		RETURNED,

		/** Given up at its timeout; it may not have returned. */
		LEFT,

		/** Given up for no fault of the model; it may not have returned. */
		CALLED_OFF

	}

}
