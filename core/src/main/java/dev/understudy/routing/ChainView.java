package dev.understudy.routing;

import java.util.function.DoubleSupplier;

import dev.understudy.Model;
import dev.understudy.health.ModelHealth;
import dev.understudy.selection.Candidates;

/**
 * What a strategy may know of the models of a chain during one call; who of them is left
 * is up to the {@link Lineup}, which is one object with this so that a call needs no
 * second.
 */
abstract class ChainView implements Candidates {

	private static final long NONE = -1;

	private final ChainPlan chain;

	private final CallSpec spec;

	private final DoubleSupplier random;

	private long turn;

	private long now;

	ChainView(ChainPlan chain, CallSpec spec, DoubleSupplier random) {
		this.chain = chain;
		this.spec = spec;
		this.random = random;
		this.turn = NONE;
	}

	/** Takes the turn that the next call would have, and leaves it to that call. */
	void rehearse() {
		this.turn = this.chain.counters().nextTurn();
	}

	void lookAt(long nanos) {
		this.now = nanos;
	}

	long now() {
		return this.now;
	}

	ChainPlan chain() {
		return this.chain;
	}

	CallSpec spec() {
		return this.spec;
	}

	DoubleSupplier random() {
		return this.random;
	}

	Seat seatAt(int index) {
		return this.chain.row().seat(index);
	}

	@Override
	public int size() {
		return this.chain.row().size();
	}

	@Override
	public Model model(int index) {
		return seatAt(index).model();
	}

	@Override
	public double weight(int index) {
		return seatAt(index).settings().weight();
	}

	@Override
	public double score(int index) {
		return health(index).score(this.now);
	}

	@Override
	public double successRate(int index) {
		return health(index).statistics().successRate(this.now);
	}

	@Override
	public long latency(int index) {
		return health(index).statistics().latencyMean(this.now);
	}

	@Override
	public long running(int index) {
		return health(index).statistics().running();
	}

	@Override
	public long turn() {
		if (this.turn == NONE) {
			this.turn = this.chain.counters().takeTurn();
		}
		return this.turn;
	}

	@Override
	public double draw() {
		return this.random.getAsDouble();
	}

	@Override
	public int keyHash() {
		return this.spec.keyHash();
	}

	private ModelHealth health(int index) {
		return seatAt(index).live().health();
	}

}
