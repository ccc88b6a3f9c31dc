package dev.understudy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a call through a chain would do now.
 *
 * @param chain the chain's name
 * @param strategy what orders its models
 * @param order the models that would be tried, first to last
 * @param skipped the models that would not be tried, each with the reasons
 * @param busy the ids of those among the skipped that have as many running attempts as
 * they may, and to which nothing else is to be objected
 */
public record ChainExplanation(String chain, String strategy, List<Model> order, Map<String, Set<String>> skipped,
		Set<String> busy) {

	public ChainExplanation {
		order = List.copyOf(order);
		skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
		busy = Collections.unmodifiableSet(new LinkedHashSet<>(busy));
	}

}
