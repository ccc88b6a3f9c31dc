package dev.understudy.routing;

import java.util.Optional;
import java.util.concurrent.Executor;

import dev.understudy.health.MaintenanceWindows;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Allowance;
import dev.understudy.limit.LimitStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is known of a model and what bounds it, and takes it over when the
 * configuration changes.
 */
final class Backstage implements Ensemble.Stagehand {

	private static final Logger logger = LoggerFactory.getLogger(MaintenanceWindows.class);

	private final FirstThrows windowsSeen = new FirstThrows(logger, "Maintenance windows",
			"such a model is taken for never maintained");

	private final Ticker ticker;

	private final Listeners listeners;

	private final Company company = new Company();

	private final HealthReports healthReports;

	private final StandbyExchange exchange;

	private final LimitStore limitStore;

	private final int mostAbandoned;

	Backstage(Ticker ticker, Listeners listeners, StandbyExchange exchange, LimitStore limitStore, int mostAbandoned) {
		this.ticker = ticker;
		this.listeners = listeners;
		this.healthReports = new HealthReports(listeners, exchange, this.company);
		this.exchange = exchange;
		this.limitStore = limitStore;
		this.mostAbandoned = mostAbandoned;
	}

	/** An ensemble is in force from now on. */
	void inForce(Ensemble ensemble) {
		this.company.meet(ensemble.models().values());
	}

	/**
	 * The counters of a model have changed by what others did: it may be lifted, for
	 * which a thread is asked only when it stands down by a limit.
	 */
	void returned(String modelId, Executor threads) {
		Allowance allowance = this.company.allowance(modelId);
		if (allowance != null && allowance.awaitsReturns()) {
			threads.execute(allowance::returned);
		}
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
		this.exchange.join(settings.model().id(), health);
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

	/** A model is no longer in force; calls on their way may still use it. */
	void dismiss(String modelId) {
		this.exchange.leave(modelId);
	}

	/**
	 * What was bounded once goes on to count the attempts that it let through, also while
	 * nothing is bounded: what it gives back may lift what is bounded again.
	 */
	private @Nullable Allowance renewed(@Nullable Allowance known, ModelSettings settings, ModelHealth health) {
		if (known == null) {
			return allowance(settings, health);
		}
		known.renew(settings.limits(), settings.model().price());
		return known;
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

}
