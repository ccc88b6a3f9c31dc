package dev.understudy.routing;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.QuotaReader;
import dev.understudy.RouterListener;
import dev.understudy.UsageExtractor;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.SteadyLimitStore;
import dev.understudy.limit.WhenStoreIsDown;
import org.jspecify.annotations.Nullable;

/**
 * Puts an {@link Understudy} together. What is not set has a default; only models and
 * chains have none.
 */
public final class UnderstudyBuilder {

	/**
	 * Attempts of one model whose client ignores its interrupt, until it gets no more.
	 */
	private static final int MOST_ABANDONED = 64;

	private final List<ModelSettings> models = new ArrayList<>();

	private final List<ChainSettings> chains = new ArrayList<>();

	private final List<FailureClassifier> classifiers = new ArrayList<>();

	private final List<UsageExtractor> extractors = new ArrayList<>();

	private final List<QuotaReader> quotaReaders = new ArrayList<>();

	private final List<RouterListener> listeners = new ArrayList<>();

	private final List<HealthProbe> probes = new ArrayList<>();

	private final Ticker machine = Ticker.system();

	private Ticker ticker = this.machine;

	private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

	private ContextCarrier context = ContextCarrier.standard();

	private WhenStoreIsDown whenLimitStoreIsDown = WhenStoreIsDown.COUNT_LOCALLY;

	private int mostAbandoned = MOST_ABANDONED;

	private Duration probeTimeout = ProbeSettings.DEFAULT_TIMEOUT;

	private @Nullable Function<List<String>, ChainSettings> adHoc;

	private @Nullable CallObserver observer;

	private @Nullable Timer timer;

	private @Nullable Executor threads;

	private @Nullable LimitStore limitStore;

	private @Nullable StateStore stateStore;

	UnderstudyBuilder() {
	}

	/**
	 * Adds models with the default rules.
	 * @param added the models
	 * @return this builder
	 */
	public UnderstudyBuilder models(Model... added) {
		for (Model model : added) {
			this.models.add(ModelSettings.of(model));
		}
		return this;
	}

	/**
	 * Adds a model.
	 * @param settings the model and its rules
	 * @return this builder
	 */
	public UnderstudyBuilder model(ModelSettings settings) {
		this.models.add(settings);
		return this;
	}

	/**
	 * Adds a chain with the default policy.
	 * @param name its name
	 * @param modelIds its models in the order they are tried
	 * @return this builder
	 */
	public UnderstudyBuilder chain(String name, String... modelIds) {
		return chain(ChainSettings.of(name, modelIds));
	}

	/**
	 * Adds a chain.
	 * @param settings the chain and its policy
	 * @return this builder
	 */
	public UnderstudyBuilder chain(ChainSettings settings) {
		this.chains.add(settings);
		return this;
	}

	/**
	 * Adds all models and chains of a repertoire, and its policy for chains made up for
	 * one request.
	 * @param added the models and chains
	 * @return this builder
	 */
	public UnderstudyBuilder repertoire(Repertoire added) {
		this.models.addAll(added.models());
		this.chains.addAll(added.chains());
		this.adHoc = added.adHoc();
		return this;
	}

	/**
	 * Adds a reader of failures that is asked before the standard one.
	 * @param classifier the reader
	 * @return this builder
	 */
	public UnderstudyBuilder classifier(FailureClassifier classifier) {
		this.classifiers.add(classifier);
		return this;
	}

	/**
	 * Adds a reader of token counts.
	 * @param extractor the reader
	 * @return this builder
	 */
	public UnderstudyBuilder usageExtractor(UsageExtractor extractor) {
		this.extractors.add(extractor);
		return this;
	}

	/**
	 * Adds a reader of quotas that are used up.
	 * @param reader the reader
	 * @return this builder
	 */
	public UnderstudyBuilder quotaReader(QuotaReader reader) {
		this.quotaReaders.add(reader);
		return this;
	}

	/**
	 * Adds somebody who listens.
	 * @param listener the listener
	 * @return this builder
	 */
	public UnderstudyBuilder listener(RouterListener listener) {
		this.listeners.add(listener);
		return this;
	}

	/**
	 * Observes all calls. Default: nobody does, and calls cost less.
	 * @param value the observer
	 * @return this builder
	 */
	public UnderstudyBuilder observer(CallObserver value) {
		this.observer = value;
		return this;
	}

	/**
	 * Adds a way to find out whether models answer; the first that supports a model is
	 * used for it.
	 * @param probe the probe
	 * @return this builder
	 */
	public UnderstudyBuilder probe(HealthProbe probe) {
		this.probes.add(probe);
		return this;
	}

	/**
	 * Bounds the probes of models that say nothing about it in their settings. Default:
	 * ten seconds.
	 * @param timeout greater than zero
	 * @return this builder
	 */
	public UnderstudyBuilder probeTimeout(Duration timeout) {
		Check.positive("Timeout of a probe", timeout);
		this.probeTimeout = timeout;
		return this;
	}

	/**
	 * Tells the time. Default: the machine's.
	 * @param value the ticker
	 * @return this builder
	 */
	public UnderstudyBuilder ticker(Ticker value) {
		this.ticker = value;
		return this;
	}

	/**
	 * Lets time pass. Default: the machine's.
	 * @param value the timer
	 * @return this builder
	 */
	public UnderstudyBuilder timer(Timer value) {
		this.timer = value;
		return this;
	}

	/**
	 * Draws random numbers from 0 (inclusive) to 1 (exclusive). Must be thread-safe.
	 * @param value the source
	 * @return this builder
	 */
	public UnderstudyBuilder random(DoubleSupplier value) {
		this.random = value;
		return this;
	}

	/**
	 * Carries the caller's context to the thread of an attempt. Default: class loader and
	 * logging context.
	 * @param value the carrier
	 * @return this builder
	 */
	public UnderstudyBuilder context(ContextCarrier value) {
		this.context = value;
		return this;
	}

	/**
	 * Keeps the counters of limits. Default: in memory. A store that throws harms no
	 * call.
	 * @param value the store
	 * @return this builder
	 */
	public UnderstudyBuilder limitStore(LimitStore value) {
		this.limitStore = value;
		return this;
	}

	/**
	 * Says what becomes of models with limits while the store of the counters is down.
	 * Default: they are counted in memory, and the store learns it when it is back.
	 * @param value what is done
	 * @return this builder
	 */
	public UnderstudyBuilder whenLimitStoreIsDown(WhenStoreIsDown value) {
		this.whenLimitStoreIsDown = value;
		return this;
	}

	/**
	 * Runs timed attempts. Must neither queue nor run them on the calling thread.
	 * Default: a virtual thread each from JDK 24 on, else a pooled daemon thread each.
	 * @param value the executor
	 * @return this builder
	 */
	public UnderstudyBuilder threads(Executor value) {
		this.threads = value;
		return this;
	}

	/**
	 * Bounds the attempts of a model that were given up and whose client has not
	 * returned; beyond it, the model gets no attempts. Default: 64.
	 * @param most 1 or more
	 * @return this builder
	 */
	public UnderstudyBuilder mostAbandoned(int most) {
		Check.atLeastOne("Number of abandoned attempts", most);
		this.mostAbandoned = most;
		return this;
	}

	/**
	 * Keeps standbys over a restart, or shares them with others. Default: they are
	 * forgotten with the engine. The engine reads the store when it is built, and does
	 * not close it.
	 * @param store the store
	 * @return this builder
	 */
	public UnderstudyBuilder stateStore(StateStore store) {
		this.stateStore = store;
		return this;
	}

	/**
	 * Puts the engine together.
	 * @return the engine
	 * @throws IllegalArgumentException when models and chains do not fit one another; the
	 * message names the mistake and the known alternatives
	 */
	public Understudy build() {
		List<AutoCloseable> owned = new ArrayList<>();
		Timer time = (this.timer != null) ? this.timer : owned(systemTimer(), owned);
		Executor workers = (this.threads != null) ? this.threads : owned(new AttemptThreads(), owned);
		InstantSource wall = this.ticker::instant;
		FailureReaders failures = new FailureReaders(this.classifiers, wall.withZone(ZoneOffset.UTC));
		Relay relay = (this.stateStore != null) ? new Relay(this.stateStore, this.ticker, time) : null;
		LimitStore limits = limits(time, workers, owned);
		Backstage backstage = new Backstage(this.ticker, new Listeners(this.listeners),
				(relay != null) ? relay : StandbyExchange.NONE, limits, this.mostAbandoned);
		limits.whenOthersGiveBack((modelId) -> backstage.returned(modelId, (task) -> apart(workers, task)));
		Engine engine = new Engine(repertoire(), this.ticker, this.random, failures,
				new AnswerReaders(this.extractors, this.quotaReaders), backstage, Spotlights.of(this.observer));
		if (relay != null) {
			owned.add(0, relay);
			relay.start();
		}
		ContextCarrier carrier = (this.context instanceof JointContextCarrier joint) ? joint
				: ContextCarrier.all(List.of(this.context));
		SyncCalls sync = new SyncCalls(engine, time, new Attempts(time, workers, carrier));
		AsyncCalls async = new AsyncCalls(engine, time, workers, carrier);
		Prober prober = new Prober(engine, new ProbeBeans(this.probes), time, workers, this.probeTimeout);
		owned.add(0, prober);
		return new Understudy(engine, sync, async, time, workers, carrier, new DefaultModelRegistry(engine, prober),
				new ProbeSchedule(engine, prober), () -> close(owned));
	}

	private LimitStore limits(Timer time, Executor workers, List<AutoCloseable> owned) {
		if (this.limitStore == null) {
			return LimitStore.inMemory();
		}
		SteadyLimitStore steady = new SteadyLimitStore(this.limitStore, this.whenLimitStoreIsDown, this.ticker,
				(nanos, action) -> time.in(nanos, () -> apart(workers, action)));
		owned.add(0, steady);
		return steady;
	}

	/** What is owed or has come back is not lost with a thread. */
	private static void apart(Executor workers, Runnable task) {
		try {
			workers.execute(task);
		}
		catch (RejectedExecutionException ex) {
			ForkJoinPool.commonPool().execute(task);
		}
	}

	private SystemTimer systemTimer() {
		return (this.ticker == this.machine) ? new SystemTimer(this.machine) : new SystemTimer();
	}

	private Repertoire repertoire() {
		return (this.adHoc != null) ? new Repertoire(this.models, this.chains, this.adHoc)
				: new Repertoire(this.models, this.chains);
	}

	private static <T extends AutoCloseable> T owned(T resource, List<AutoCloseable> owned) {
		owned.add(resource);
		return resource;
	}

	/** Closes all, and only then throws what the first of those that threw has thrown. */
	private static void close(List<AutoCloseable> resources) {
		IllegalStateException failure = null;
		for (AutoCloseable resource : resources) {
			try {
				resource.close();
			}
			catch (Exception | Error ex) {
				if (failure == null) {
					failure = new IllegalStateException("Closing '" + resource.getClass().getName() + "' failed", ex);
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
