package dev.understudy.routing;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import org.jspecify.annotations.Nullable;

/**
 * The engine: models, chains, and everything that takes a call through them. Needs no
 * framework.
 * <p>
 * Thread-safe. Holds a few threads that end by themselves; {@link #close()} ends them at
 * once.
 */
public final class Understudy implements AutoCloseable {

	private final Engine engine;

	private final SyncCalls sync;

	private final AsyncCalls async;

	private final Timer timer;

	private final Executor threads;

	private final ContextCarrier context;

	private final ModelRouter router;

	private final ModelRegistry registry;

	private final ProbeSchedule probes;

	private final Runnable closing;

	Understudy(Engine engine, SyncCalls sync, AsyncCalls async, Timer timer, Executor threads, ContextCarrier context,
			ModelRegistry registry, ProbeSchedule probes, Runnable closing) {
		this.engine = engine;
		this.sync = sync;
		this.async = async;
		this.timer = timer;
		this.threads = threads;
		this.context = context;
		this.router = new DefaultModelRouter(engine, sync, async);
		this.registry = registry;
		this.probes = probes;
		this.closing = closing;
	}

	/**
	 * Begins to put an engine together.
	 * @return a builder with all defaults
	 */
	public static UnderstudyBuilder builder() {
		return new UnderstudyBuilder();
	}

	/**
	 * Takes calls through chains.
	 * @return the router
	 */
	public ModelRouter router() {
		return this.router;
	}

	/**
	 * What is known of the models, and the switches.
	 * @return the registry
	 */
	public ModelRegistry registry() {
		return this.registry;
	}

	/**
	 * Drives blocking calls, for integrations.
	 * @return the driver
	 */
	public SyncCalls syncCalls() {
		return this.sync;
	}

	/**
	 * Drives asynchronous calls, for integrations.
	 * @return the driver
	 */
	public AsyncCalls asyncCalls() {
		return this.async;
	}

	/**
	 * Begins a call that an integration drives itself.
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @return the call, before its first step
	 */
	public Call begin(CallSpec spec, Question question) {
		return new Call(this.engine, spec, question, this.engine.spotlights().here());
	}

	/**
	 * Begins a call whose answer comes piece by piece, and which an integration drives
	 * itself within the bounds of {@link Call#streams()}.
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param spotlight what follows it for whoever observes
	 * @return the call, before its first step
	 */
	public Call beginStream(CallSpec spec, Question question, Spotlight spotlight) {
		return new Call(this.engine, spec, question, spotlight).streaming();
	}

	/**
	 * Whether somebody observes calls.
	 * @return {@code false} when every spotlight stays off
	 */
	public boolean isObserved() {
		return !this.engine.spotlights().none();
	}

	/**
	 * Follows a call that is made here and now, for integrations.
	 * @param context what the caller's context holds under a key, {@code null} for
	 * nothing
	 * @return a spotlight for this one call
	 */
	public Spotlight spotlight(UnaryOperator<@Nullable Object> context) {
		return this.engine.spotlights().within(context);
	}

	/**
	 * Lets time pass, for integrations.
	 * @return the engine's timer
	 */
	public Timer timer() {
		return this.timer;
	}

	/**
	 * Threads that may wait, for integrations.
	 * @return what timed attempts run on; rejects everything once the engine is closed
	 */
	public Executor threads() {
		return this.threads;
	}

	/**
	 * Carries context to attempts, for integrations.
	 * @return the engine's carrier
	 */
	public ContextCarrier context() {
		return this.context;
	}

	/**
	 * Probes models by themselves, for whoever has a scheduler.
	 * @return the schedule, which does nothing until it is driven
	 */
	public ProbeSchedule probes() {
		return this.probes;
	}

	/**
	 * What is in force.
	 * @return the models and chains
	 */
	public Repertoire repertoire() {
		return this.engine.ensemble().repertoire();
	}

	/**
	 * Puts other models and chains in force. What is known of models that stay is kept;
	 * calls on their way go on as they began.
	 * @param repertoire the models and chains
	 */
	public void perform(Repertoire repertoire) {
		this.engine.perform(repertoire);
		this.probes.changed();
	}

	/**
	 * Tells somebody what is in force: now, and whenever other models and chains are put
	 * in force, each time after that and one after the other.
	 * @param follower who is told; one that throws later is reported once in the log and
	 * stops no change
	 * @return what ends it; until then the engine holds on to the follower
	 */
	public Following follow(Consumer<Repertoire> follower) {
		return this.engine.follow(follower);
	}

	/**
	 * How a model is now, for whoever looks often and at many.
	 * @param modelId the model
	 * @return its vitals, empty when no such model is in force
	 */
	public Optional<ModelVitals> vitals(String modelId) {
		LiveModel live = this.engine.ensemble().models().get(modelId);
		return (live != null) ? Optional.of(new ModelVitals(live.health(), this.engine.ticker())) : Optional.empty();
	}

	@Override
	public void close() {
		this.closing.run();
	}

}
