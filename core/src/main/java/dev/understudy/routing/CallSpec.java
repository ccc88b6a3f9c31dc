package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.understudy.failure.ClientTrust;
import org.jspecify.annotations.Nullable;

/**
 * How one call is to be made: prepared once, used by any number of calls. Immutable.
 */
public final class CallSpec {

	/** A bound beyond which nobody waits, in nanoseconds. */
	private static final long FOREVER = Long.MAX_VALUE / 2;

	private final ChainSource chain;

	private final boolean keyed;

	private final int keyHash;

	private final Demands demands;

	/** Nanoseconds, 0 for the chain's. */
	private final long deadline;

	private final Ladder ladder;

	private final boolean chainRungs;

	private final boolean reporting;

	private final ClientTrust trust;

	private final @Nullable String first;

	private CallSpec(ChainSource chain, boolean keyed, int keyHash, Demands demands, long deadline, Ladder ladder,
			boolean chainRungs, boolean reporting, ClientTrust trust, @Nullable String first) {
		this.chain = chain;
		this.keyed = keyed;
		this.keyHash = keyHash;
		this.demands = demands;
		this.deadline = deadline;
		this.ladder = ladder;
		this.chainRungs = chainRungs;
		this.reporting = reporting;
		this.trust = trust;
		this.first = first;
	}

	/**
	 * A call through a chain.
	 * @param name the chain's name, looked up at each call
	 * @return a spec without key, requirements and rungs
	 */
	public static CallSpec chain(String name) {
		return of(new ChainSource((ensemble) -> ensemble.chain(name)));
	}

	/**
	 * A call through a chain made up for it.
	 * @param modelIds the models in the order they are tried
	 * @return a spec without key, requirements and rungs
	 */
	public static CallSpec models(List<String> modelIds) {
		List<String> ids = List.copyOf(modelIds);
		return of(new ChainSource((ensemble) -> ensemble.chainOf(ids)));
	}

	private static CallSpec of(ChainSource chain) {
		return new CallSpec(chain, false, 0, Demands.NONE, 0, Ladder.NONE, false, false, ClientTrust.KNOWN_CLIENTS,
				null);
	}

	/**
	 * Keeps equal keys on the same model.
	 * @param key the key
	 * @return a new spec
	 */
	public CallSpec withKey(Object key) {
		return new CallSpec(this.chain, true, key.hashCode(), this.demands, this.deadline, this.ladder, this.chainRungs,
				this.reporting, this.trust, this.first);
	}

	/**
	 * Demands capabilities, in addition to those already demanded.
	 * @param capabilities the capabilities
	 * @return a new spec
	 */
	public CallSpec withRequires(Set<String> capabilities) {
		return new CallSpec(this.chain, this.keyed, this.keyHash, this.demands.and(capabilities), this.deadline,
				this.ladder, this.chainRungs, this.reporting, this.trust, this.first);
	}

	/**
	 * Bounds the call in the place of the chain's deadline.
	 * @param value greater than zero
	 * @return a new spec
	 */
	public CallSpec withDeadline(Duration value) {
		Check.positive("Deadline of a request", value);
		return new CallSpec(this.chain, this.keyed, this.keyHash, this.demands, value.toNanos(), this.ladder,
				this.chainRungs, this.reporting, this.trust, this.first);
	}

	/**
	 * Lets rungs answer when no model can: the given ones and then the chain's.
	 * @param rungs rungs of this call's own
	 * @param ofChain whether the chain's own rungs come after them
	 * @return a new spec
	 */
	public CallSpec withRungs(List<Rung> rungs, boolean ofChain) {
		return new CallSpec(this.chain, this.keyed, this.keyHash, this.demands, this.deadline, new Ladder(rungs),
				ofChain, this.reporting, this.trust, this.first);
	}

	/**
	 * Keeps the history of each call, so that it can be told with the answer.
	 * @return a new spec
	 */
	public CallSpec withReport() {
		return new CallSpec(this.chain, this.keyed, this.keyHash, this.demands, this.deadline, this.ladder,
				this.chainRungs, true, this.trust, this.first);
	}

	/**
	 * Says whose exceptions the work throws. Default: known clients', and the
	 * application's own.
	 * @param value which of them are taken for those of the model's client
	 * @return a new spec
	 */
	public CallSpec withTrust(ClientTrust value) {
		return new CallSpec(this.chain, this.keyed, this.keyHash, this.demands, this.deadline, this.ladder,
				this.chainRungs, this.reporting, value, this.first);
	}

	/**
	 * Begins with a model of the chain while it can serve; the others follow in the
	 * chain's order.
	 * @param modelId the model, passed over in a chain without it
	 * @return a new spec
	 */
	public CallSpec withFirst(String modelId) {
		return new CallSpec(this.chain, this.keyed, this.keyHash, this.demands, this.deadline, this.ladder,
				this.chainRungs, this.reporting, this.trust, modelId);
	}

	ChainPlan plan(Ensemble ensemble) {
		return this.chain.in(ensemble);
	}

	/**
	 * Whether its calls take the models in the order written and tell nobody how they
	 * went: then most of them end with their first attempt.
	 */
	boolean plain(ChainPlan plan) {
		return plan.asWritten() && !this.keyed && !this.reporting && this.first == null;
	}

	boolean hasKey() {
		return this.keyed;
	}

	int keyHash() {
		return this.keyHash;
	}

	Demands demands() {
		return this.demands;
	}

	long deadlineNanos(ChainPlan plan) {
		long bound = (this.deadline != 0) ? this.deadline : plan.deadlineNanos();
		return (bound < FOREVER) ? bound : 0;
	}

	Ladder ladder() {
		return this.ladder;
	}

	Ladder chainLadder(ChainPlan plan) {
		return this.chainRungs ? plan.ladder() : Ladder.NONE;
	}

	boolean reporting() {
		return this.reporting;
	}

	ClientTrust trust() {
		return this.trust;
	}

	@Nullable String first() {
		return this.first;
	}

}
