package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks models whether they answer, each on a thread of its own and within its time.
 */
final class Prober {

	/** Refusals that come from a provider that can be reached. */
	private static final List<FailureKind> REFUSALS = List.of(FailureKind.BAD_REQUEST, FailureKind.RATE_LIMIT,
			FailureKind.CONTENT_FILTER, FailureKind.CONTEXT_LENGTH);

	private static final Logger logger = LoggerFactory.getLogger(HealthProbe.class);

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Health probe", "it is passed over for such models");

	private final Engine engine;

	private final List<HealthProbe> probes;

	private final Executor threads;

	Prober(Engine engine, List<HealthProbe> probes, Executor threads) {
		this.engine = engine;
		this.probes = List.copyOf(probes);
		this.threads = threads;
	}

	ProbeResult probe(LiveModel live, Duration timeout) {
		long since = this.engine.ticker().nanos();
		Optional<HealthProbe> probe = this.probes.stream().filter((each) -> supports(each, live.model())).findFirst();
		if (probe.isEmpty()) {
			return result(live, Verdict.UNSUPPORTED, since, null);
		}
		Exception thrown;
		try {
			thrown = run(probe.get(), live, timeout);
		}
		catch (InterruptedException ex) {
			// The caller gave up, which says nothing about the model.
			Thread.currentThread().interrupt();
			return result(live, Verdict.FAILED, since, FailureKind.CANCELLED);
		}
		Failure failure = (thrown != null) ? this.engine.classify(thrown) : null;
		boolean reached = failure == null || REFUSALS.contains(failure.kind());
		live.health().probed(reached);
		return result(live, reached ? Verdict.REACHABLE : Verdict.FAILED, since,
				(failure != null) ? failure.kind() : null);
	}

	private @Nullable Exception run(HealthProbe probe, LiveModel live, Duration timeout) throws InterruptedException {
		Errand<Boolean> errand = new Errand<>(() -> {
			probe.probe(live.model(), timeout);
			return true;
		}, live.abandoned());
		this.threads.execute(errand);
		try {
			errand.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return null;
		}
		catch (ExecutionException ex) {
			return (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		catch (TimeoutException ex) {
			errand.leave();
			return ex;
		}
		catch (InterruptedException ex) {
			errand.leave();
			throw ex;
		}
	}

	private ProbeResult result(LiveModel live, Verdict verdict, long since, @Nullable FailureKind failure) {
		Duration took = Duration.ofNanos(this.engine.ticker().nanos() - since);
		return new ProbeResult(live.model().id(), verdict, this.engine.ticker().instant(), took, failure);
	}

	private boolean supports(HealthProbe probe, Model model) {
		try {
			return probe.supports(model);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			this.throwsSeen.report(probe, ex);
			return false;
		}
	}

}
