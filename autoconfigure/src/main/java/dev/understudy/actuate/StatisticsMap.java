package dev.understudy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.understudy.RoutingStatistics.OfChain;
import dev.understudy.RoutingStatistics.OfModel;

/**
 * Writes the counts of a chain as a map of plain values, models in the order of their
 * ids.
 */
final class StatisticsMap {

	private StatisticsMap() {
	}

	static Map<String, Object> of(OfChain counts) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("calls", counts.calls());
		map.put("answered", counts.answered());
		map.put("fellBack", counts.fellBack());
		map.put("degraded", counts.degraded());
		map.put("failed", counts.failed());
		map.put("primarySuccessRate", counts.primarySuccessRate());
		map.put("fallbackRate", counts.fallbackRate());
		Map<String, Object> models = new TreeMap<>();
		counts.models().forEach((id, of) -> models.put(id, of(of)));
		map.put("models", models);
		return map;
	}

	private static Map<String, Object> of(OfModel counts) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("selected", counts.selected());
		map.put("answered", counts.answered());
		Map<String, Long> failures = new LinkedHashMap<>();
		counts.failures().forEach((kind, count) -> failures.put(kind.name(), count));
		map.put("failures", failures);
		map.put("fellBackFrom", counts.fellBackFrom());
		map.put("fellBackTo", counts.fellBackTo());
		map.put("latencyMean", counts.latencyMean().toString());
		return map;
	}

}
