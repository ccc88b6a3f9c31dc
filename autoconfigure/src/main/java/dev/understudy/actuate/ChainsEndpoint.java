package dev.understudy.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.understudy.ChainExplanation;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.RoutingStatistics;
import dev.understudy.RoutingStatistics.OfChain;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * Explains what a call through a chain would do now, and counts what calls did so far.
 * Calls nobody.
 * <p>
 * The name of a chain is all that remains of the path, so that it may contain slashes.
 */
@Endpoint(id = ChainsEndpoint.ID)
public final class ChainsEndpoint {

	/** The id of the endpoint. */
	public static final String ID = "chains";

	private final ModelRegistry registry;

	/**
	 * An endpoint for the chains of a registry.
	 * @param registry where the chains are known
	 */
	public ChainsEndpoint(ModelRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Explains every chain.
	 * @return the explanations under {@code chains}, in the order of configuration
	 */
	@ReadOperation
	public Map<String, List<Map<String, Object>>> chains() {
		RoutingStatistics statistics = this.registry.statistics();
		List<Map<String, Object>> chains = Explanations.all(this.registry, statistics)
			.map((explanation) -> map(explanation, statistics))
			.toList();
		return OperationResponseBody.of(Map.of("chains", chains));
	}

	/**
	 * Explains one chain.
	 * @param name the chain's name
	 * @return the explanation
	 */
	@ReadOperation
	public Map<String, Object> chain(@Selector(match = Match.ALL_REMAINING) String[] name) {
		ChainExplanation explanation = this.registry.explain(PathNames.join(name));
		return OperationResponseBody.of(map(explanation, this.registry.statistics()));
	}

	private static Map<String, Object> map(ChainExplanation explanation, RoutingStatistics statistics) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("chain", explanation.chain());
		map.put("strategy", explanation.strategy());
		map.put("order", explanation.order().stream().map(ChainsEndpoint::map).toList());
		map.put("skipped", explanation.skipped());
		OfChain counts = statistics.chains().get(explanation.chain());
		if (counts != null) {
			map.put("statistics", StatisticsMap.of(counts));
		}
		return map;
	}

	private static Map<String, String> map(Model model) {
		Map<String, String> map = new LinkedHashMap<>();
		map.put("id", model.id());
		map.put("provider", model.provider());
		map.put("name", model.name());
		return map;
	}

}
