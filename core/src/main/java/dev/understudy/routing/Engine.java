package dev.understudy.routing;

import java.util.List;
import java.util.function.DoubleSupplier;

import dev.understudy.ChainExhaustedException;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What every call needs: the ensemble in force, time, chance, and whoever reads failures,
 * counts tokens or listens.
 */
final class Engine implements Ensemble.Stagehand {

	private final Ticker ticker;

	private final DoubleSupplier random;

	private final FailureReaders failures;

	private final UsageReader usageReader;

	private final Listeners listeners;

	private final HealthReports healthReports;

	private final int mostAbandoned;

	private final StandbyExchange exchange;

	private volatile Ensemble ensemble;

	Engine(Repertoire repertoire, Ticker ticker, DoubleSupplier random, FailureReaders failures,
			List<UsageExtractor> extractors, Listeners listeners, int mostAbandoned, StandbyExchange exchange) {
		this.ticker = ticker;
		this.random = random;
		this.failures = failures;
		this.usageReader = new UsageReader(extractors);
		this.listeners = listeners;
		this.healthReports = new HealthReports(listeners, exchange);
		this.mostAbandoned = mostAbandoned;
		this.exchange = exchange;
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
	}

	Ticker ticker() {
		return this.ticker;
	}

	DoubleSupplier random() {
		return this.random;
	}

	/** Counts the tokens of an answer, and lets rungs keep it for worse times. */
	void remember(@Nullable Object answer, Seat seat, CallSpec spec, ChainPlan chain, Question question) {
		if (answer != null) {
			this.usageReader.count(answer, seat);
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
		this.exchange.join(settings.model().id(), health);
		return new LiveModel(settings, health, new Permits(settings.maxConcurrent()),
				new Abandoned(settings.model().id(), this.mostAbandoned));
	}

}
