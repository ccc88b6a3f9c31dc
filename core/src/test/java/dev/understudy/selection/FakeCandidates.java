package dev.understudy.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import dev.understudy.Model;
import dev.understudy.Price;

/**
 * Candidates as a router shows them, from plain arrays. Does the router's part too: a
 * chosen model that is on standby is passed over, from then on only usable ones are open.
 */
final class FakeCandidates implements Candidates {

	private final Model[] models;

	private final BitSet gone = new BitSet();

	private final BitSet standby = new BitSet();

	private final SplittableRandom random = new SplittableRandom(20_260_101);

	private double[] weights;

	private double[] scores;

	private double[] successRates;

	private long[] latencies;

	private long[] running;

	private double draw = Double.NaN;

	private int passedOver;

	private long looks = Long.MAX_VALUE;

	private long turn;

	private int keyHash;

	FakeCandidates(String... ids) {
		this.models = Arrays.stream(ids).map((id) -> Model.of(id, "", id)).toArray(Model[]::new);
		this.weights = DoubleStream.generate(() -> 1).limit(ids.length).toArray();
		this.scores = DoubleStream.generate(() -> 0.5).limit(ids.length).toArray();
		this.successRates = DoubleStream.generate(() -> 1).limit(ids.length).toArray();
		this.latencies = new long[ids.length];
		this.running = new long[ids.length];
	}

	static FakeCandidates of(int size) {
		return new FakeCandidates(IntStream.range(0, size).mapToObj((i) -> "m" + i).toArray(String[]::new));
	}

	static FakeCandidates weighing(double... weights) {
		return of(weights.length).weights(weights);
	}

	FakeCandidates weights(double... values) {
		this.weights = values;
		return this;
	}

	FakeCandidates scores(double... values) {
		this.scores = values;
		return this;
	}

	FakeCandidates successRates(double... values) {
		this.successRates = values;
		return this;
	}

	FakeCandidates latencies(long... values) {
		this.latencies = values;
		return this;
	}

	FakeCandidates running(long... values) {
		this.running = values;
		return this;
	}

	FakeCandidates price(int index, double input, double output) {
		Model model = this.models[index];
		this.models[index] = new Model(model.id(), "", model.name(), Set.of(), 0, new Price(input, output));
		return this;
	}

	FakeCandidates standby(int... indexes) {
		this.standby.clear();
		Arrays.stream(indexes).forEach(this.standby::set);
		return this;
	}

	FakeCandidates alwaysDrawing(double value) {
		this.draw = value;
		return this;
	}

	FakeCandidates key(int hash) {
		this.keyHash = hash;
		return this;
	}

	/** A new call: everyone is there again. */
	FakeCandidates turn(long number) {
		this.turn = number;
		this.gone.clear();
		this.passedOver = 0;
		return this;
	}

	FakeCandidates without(int... indexes) {
		Arrays.stream(indexes).forEach(this.gone::set);
		return this;
	}

	/** Once that many open models were seen, none is open any more. */
	FakeCandidates closingAfter(int sight) {
		this.looks = sight;
		return this;
	}

	/** As it is after a model, none of these, was passed over. */
	FakeCandidates afterPassingOver() {
		this.passedOver++;
		return this;
	}

	/** The model that is called: who is on standby is passed over. */
	int usable(SelectionStrategy strategy) {
		int chosen = strategy.next(this);
		while (chosen != SelectionStrategy.NOBODY && !canServe(chosen)) {
			if (!remaining(chosen)) {
				throw new AssertionError("Model " + chosen + " was chosen again");
			}
			this.gone.set(chosen);
			this.passedOver++;
			chosen = strategy.next(this);
		}
		return chosen;
	}

	/** Who is called when every call fails, first to last. */
	List<Integer> order(SelectionStrategy strategy) {
		List<Integer> order = new ArrayList<>();
		for (int chosen = usable(strategy); chosen != SelectionStrategy.NOBODY; chosen = usable(strategy)) {
			order.add(chosen);
			this.gone.set(chosen);
		}
		return order;
	}

	int passedOver() {
		return this.passedOver;
	}

	boolean canServe(int index) {
		return remaining(index) && !this.standby.get(index);
	}

	/** How many of the calls from the given turn on each model gets. */
	int[] shares(SelectionStrategy strategy, long from, int calls) {
		int[] shares = new int[size()];
		BitSet out = (BitSet) this.gone.clone();
		for (int i = 0; i < calls; i++) {
			turn(from + i);
			this.gone.or(out);
			shares[usable(strategy)]++;
		}
		return shares;
	}

	@Override
	public int size() {
		return this.models.length;
	}

	@Override
	public boolean remaining(int index) {
		return !this.gone.get(Objects.checkIndex(index, size()));
	}

	@Override
	public boolean open(int index) {
		boolean passed = this.passedOver != 0 && this.standby.get(index);
		return remaining(index) && !passed && this.looks-- > 0;
	}

	@Override
	public int first() {
		int first = this.gone.nextClearBit(0);
		return (first < size()) ? first : -1;
	}

	@Override
	public Model model(int index) {
		return this.models[index];
	}

	@Override
	public double weight(int index) {
		return this.weights[index];
	}

	@Override
	public double score(int index) {
		return this.scores[index];
	}

	@Override
	public double successRate(int index) {
		return this.successRates[index];
	}

	@Override
	public long latency(int index) {
		return this.latencies[index];
	}

	@Override
	public long running(int index) {
		return this.running[index];
	}

	@Override
	public long turn() {
		return this.turn;
	}

	@Override
	public double draw() {
		return Double.isNaN(this.draw) ? this.random.nextDouble() : this.draw;
	}

	@Override
	public int keyHash() {
		return this.keyHash;
	}

}
