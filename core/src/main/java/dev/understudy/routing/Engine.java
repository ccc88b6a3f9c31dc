package dev.understudy.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.health.MaintenanceWindows;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Allowance;
import dev.understudy.limit.LimitStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call needs: the ensemble in force, time, chance, and whoever reads failures,
 * counts tokens or listens.
 */
final class Engine implements Ensemble.Stagehand {

	private static final Logger logger = LoggerFactory.getLogger(Understudy.class);

	private final FirstThrows windowsSeen = new FirstThrows(logger, "Maintenance windows",
			"such a model is taken for never maintained");

	private final Ticker ticker;

	private final DoubleSupplier random;

	private final FailureReaders failures;

	private final UsageReader usageReader;

	private final Listeners listeners;

	private final HealthReports healthReports;

	private final int mostAbandoned;

	private final Spotlights spotlights;

	/** Whoever is told of what is in force. Guarded by this. */
	private final Map<Following, Consumer<Repertoire>> followers = new LinkedHashMap<>();

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Follower", "what is new is in force");

	private final LimitStore limitStore;

	private volatile Ensemble ensemble;

	Engine(Repertoire repertoire, Ticker ticker, DoubleSupplier random, FailureReaders failures,
			List<UsageExtractor> extractors, Listeners listeners, int mostAbandoned, Spotlights spotlights,
			LimitStore limitStore) {
		this.ticker = ticker;
		this.random = random;
		this.failures = failures;
		this.usageReader = new UsageReader(extractors);
		this.listeners = listeners;
		this.healthReports = new HealthReports(listeners);
		this.mostAbandoned = mostAbandoned;
		this.spotlights = spotlights;
		this.limitStore = limitStore;
		this.ensemble = Ensemble.of(repertoire, null, this);
	}

	Ensemble ensemble() {
		return this.ensemble;
	}

	/**
	 * Puts another repertoire in force. Calls on their way keep the one they began with.
	 */
	synchronized void perform(Repertoire repertoire) {
		this.ensemble = Ensemble.of(repertoire, this.ensemble, this);
		List.copyOf(this.followers.values()).forEach((follower) -> tell(follower, repertoire));
	}

	/** Tells somebody what is in force, now and at each change, one after the other. */
	synchronized Following follow(Consumer<Repertoire> follower) {
		follower.accept(this.ensemble.repertoire());
		Following following = new Following() {

			@Override
			public void close() {
				unfollow(this);
			}

		};
		this.followers.put(following, follower);
		return following;
	}

	Ticker ticker() {
		return this.ticker;
	}

	DoubleSupplier random() {
		return this.random;
	}

	Spotlights spotlights() {
		return this.spotlights;
	}

	/** Counts the tokens of an answer, and lets rungs keep it for worse times. */
	void remember(@Nullable Object answer, CurrentModel.Running attempt, CallSpec spec, ChainPlan chain,
			Question question) {
		if (answer != null) {
			this.usageReader.count(answer, attempt);
			spec.ladder().answered(answer, question);
			spec.chainLadder(chain).answered(answer, question);
		}
	}

	/** Reads a failure. What a chain within the call says, it says of its own models. */
	Failure classify(Throwable thrown, ClientTrust trust) {
		if (thrown instanceof ChainExhaustedException inner) {
			return new Failure(inner.kind(), inner.retryAfter(), 0, inner);
		}
		return this.failures.read(thrown, trust);
	}

	@Override
	public Listeners listeners() {
		return this.listeners;
	}

	@Override
	public ChainReports reports(String chain, ChainCounters counters) {
		return new ChainReports(chain, counters, this.listeners, this.ticker);
	}

	@Override
	public LiveModel live(ModelSettings settings) {
		ModelHealth health = new ModelHealth(settings.model().id(), settings.health(), this.ticker, this.healthReports);
		health.maintenance(windows(settings));
		Permits permits = new Permits(settings.maxConcurrent());
		Abandoned abandoned = new Abandoned(settings.model().id(), this.mostAbandoned).against(permits);
		return new LiveModel(settings, health, permits, abandoned, allowance(settings, health));
	}

	@Override
	public LiveModel renewed(LiveModel known, ModelSettings settings) {
		known.health().rules(settings.health());
		known.health().maintenance(windows(settings));
		boolean sameBound = known.permits().most() == settings.maxConcurrent();
		Permits permits = sameBound ? known.permits() : new Permits(settings.maxConcurrent());
		return new LiveModel(settings, known.health(), permits, known.abandoned().against(permits),
				renewed(known.allowance(), settings, known.health()));
	}

	/** What was bounded once goes on to count the attempts that it let through. */
	private @Nullable Allowance renewed(@Nullable Allowance known, ModelSettings settings, ModelHealth health) {
		if (known == null) {
			return allowance(settings, health);
		}
		known.renew(settings.limits(), settings.model().price());
		return settings.limits().isEmpty() ? null : known;
	}

	private @Nullable Allowance allowance(ModelSettings settings, ModelHealth health) {
		return settings.limits().isEmpty() ? null
				: new Allowance(settings.model().id(), settings.limits(), settings.model().price(), health, this.ticker,
						this.limitStore,
						(event) -> this.listeners.tell((listener) -> listener.limitNearlyReached(event)));
	}

	/** What windows throw away is kept from the call, as if there were none. */
	private @Nullable MaintenanceWindows windows(ModelSettings settings) {
		MaintenanceWindows windows = settings.maintenance();
		return (windows != null) ? (at) -> {
			try {
				return windows.openAtOrAfter(at);
			}
			catch (RuntimeException | LinkageError ex) {
				this.windowsSeen.report(windows, ex);
				return Optional.empty();
			}
		} : null;
	}

	private synchronized void unfollow(Following following) {
		this.followers.remove(following);
	}

	private void tell(Consumer<Repertoire> follower, Repertoire repertoire) {
		try {
			follower.accept(repertoire);
		}
		catch (RuntimeException | LinkageError | AssertionError ex) {
			this.throwsSeen.report(follower, ex);
		}
	}

}
