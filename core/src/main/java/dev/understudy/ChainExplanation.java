package dev.understudy;

import java.util.Collections;
import java.util.LinkedHashMap;
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
 */
public record ChainExplanation(String chain, String strategy, List<Model> order, Map<String, Set<String>> skipped) {

	public ChainExplanation {
		order = List.copyOf(order);
		skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
	}

}
