package dev.understudy.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.ChainExplanation;
import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.Standby;

/**
 * Which models of a chain a call could try, and which are out, by one explanation.
 *
 * @param chain the chain's name
 * @param usable the ids of those that could be tried, in the order of trying
 * @param out the ids of those that something speaks against, each with what the
 * explanation says of it, nothing for those that are tried all the same
 */
record ChainHealth(String chain, List<String> usable, Map<String, Set<String>> out) {

	private static final int MOST_MODELS = 20;

	/**
	 * Reads an explanation. Whoever is merely busy, with as many attempts as may run at
	 * once, is not out but usable: load is no outage.
	 */
	static ChainHealth of(ChainExplanation explanation, Map<String, ModelStatus> models) {
		List<String> usable = new ArrayList<>(explanation.order().stream().map(Model::id).toList());
		usable.addAll(explanation.busy());
		Map<String, Set<String>> out = new LinkedHashMap<>();
		explanation.order()
			.stream()
			.map(Model::id)
			.filter((id) -> !standbys(id, models).isEmpty())
			.forEach((id) -> out.put(id, Set.of()));
		explanation.skipped().forEach((id, reasons) -> {
			if (!explanation.busy().contains(id)) {
				out.put(id, reasons);
			}
		});
		return new ChainHealth(explanation.chain(), usable, out);
	}

	boolean down() {
		return this.usable.isEmpty();
	}

	boolean whole() {
		return !down() && this.out.isEmpty();
	}

	/** Ids, reasons and times; what people noted stays out. */
	Map<String, Object> details(Map<String, ModelStatus> models) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("usable", this.usable.stream().limit(MOST_MODELS).toList());
		Map<String, Object> reasons = new LinkedHashMap<>();
		this.out.entrySet()
			.stream()
			.limit(MOST_MODELS)
			.forEach((each) -> reasons.put(each.getKey(), reasons(each.getValue(), standbys(each.getKey(), models))));
		details.put("out", reasons);
		int left = Math.max(this.usable.size() - MOST_MODELS, 0) + Math.max(this.out.size() - MOST_MODELS, 0);
		if (left > 0) {
			details.put("notShown", left);
		}
		return details;
	}

	private static List<Standby> standbys(String id, Map<String, ModelStatus> models) {
		ModelStatus status = models.get(id);
		return (status != null) ? status.standbys() : List.of();
	}

	/** The explanation names them, and of those that are known by now it adds times. */
	private static List<Map<String, String>> reasons(Set<String> named, List<Standby> standbys) {
		Set<String> known = standbys.stream().map((standby) -> standby.reason().name()).collect(Collectors.toSet());
		return Stream
			.concat(standbys.stream().map(ChainHealth::reason),
					named.stream().filter((name) -> !known.contains(name)).map((name) -> Map.of("reason", name)))
			.toList();
	}

	private static Map<String, String> reason(Standby standby) {
		Map<String, String> reason = new LinkedHashMap<>();
		reason.put("reason", standby.reason().name());
		reason.put("since", standby.since().toString());
		if (standby.until() != null) {
			reason.put("until", standby.until().toString());
		}
		return reason;
	}

}
