package dev.understudy.selection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.understudy.Price;

/**
 * The strategies that need no code, by the name they have in the configuration.
 */
public final class Strategies {

	/** The models in the order written. */
	public static final SelectionStrategy PRIORITY = Candidates::first;

	/** At random by weight. */
	public static final SelectionStrategy WEIGHTED = new WeightedStrategy(Candidates::weight);

	/** At random by weight, pulled toward what works. */
	public static final SelectionStrategy ADAPTIVE = new WeightedStrategy(Strategies::adapted);

	/** Each in turn. */
	public static final SelectionStrategy ROUND_ROBIN = new RoundRobinStrategy();

	/** The best health score first. */
	public static final SelectionStrategy HEALTHIEST = new ExploringStrategy(
			new LeastStrategy((candidates, index) -> -candidates.score(index)));

	/** The lowest mean latency first; models without a measurement after the others. */
	public static final SelectionStrategy FASTEST = new ExploringStrategy(new LeastStrategy(Strategies::latency));

	/** The lowest price first; a model without a price costs nothing. */
	public static final SelectionStrategy CHEAPEST = new LeastStrategy(Strategies::price);

	/** The fewest running attempts first. */
	public static final SelectionStrategy LEAST_BUSY = new LeastStrategy(Candidates::running);

	/**
	 * Equal keys to the same model; what a call with a key uses instead of its chain's.
	 */
	public static final SelectionStrategy PINNED = new PinnedStrategy();

	/** The share of its weight that even a model that always fails keeps. */
	private static final double FLOOR = 0.1;

	private static final Map<String, SelectionStrategy> BY_NAME = new LinkedHashMap<>();

	static {
		BY_NAME.put("priority", PRIORITY);
		BY_NAME.put("weighted", WEIGHTED);
		BY_NAME.put("round-robin", ROUND_ROBIN);
		BY_NAME.put("healthiest", HEALTHIEST);
		BY_NAME.put("fastest", FASTEST);
		BY_NAME.put("cheapest", CHEAPEST);
		BY_NAME.put("least-busy", LEAST_BUSY);
	}

	private Strategies() {
	}

	/**
	 * The strategy of the given name.
	 * @param name the name in the configuration
	 * @return the strategy, or empty for a name that is not one of {@link #names()}
	 */
	public static Optional<SelectionStrategy> named(String name) {
		return Optional.ofNullable(BY_NAME.get(name));
	}

	/**
	 * The names that {@link #named} understands.
	 * @return the names
	 */
	public static List<String> names() {
		return List.copyOf(BY_NAME.keySet());
	}

	private static double adapted(Candidates candidates, int index) {
		return candidates.weight(index) * Math.max(FLOOR, candidates.successRate(index));
	}

	private static double latency(Candidates candidates, int index) {
		long latency = candidates.latency(index);
		return (latency != 0) ? latency : Double.POSITIVE_INFINITY;
	}

	private static double price(Candidates candidates, int index) {
		Price price = candidates.model(index).price();
		return price.input() + price.output();
	}

}
