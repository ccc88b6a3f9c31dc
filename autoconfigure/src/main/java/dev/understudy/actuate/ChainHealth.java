package dev.understudy.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.ChainExplanation;
import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.Standby;

/**
 * Which models of a chain a call could try, and which are out.
 *
 * @param chain the chain's name
 * @param usable the ids of those that could be tried, in the order of trying
 * @param out the ids of those that something speaks against
 */
record ChainHealth(String chain, List<String> usable, Set<String> out) {

	private static final String DISABLED = "DISABLED";

	private static final int MOST_MODELS = 20;

	/**
	 * Reads an explanation. Whoever is merely busy, with as many attempts as may run at
	 * once, is not out but usable: load is no outage.
	 */
	static ChainHealth of(ChainExplanation explanation, Map<String, ModelStatus> models) {
		List<String> usable = new ArrayList<>(explanation.order().stream().map(Model::id).toList());
		Set<String> out = new LinkedHashSet<>();
		usable.stream().filter((id) -> onStandby(id, models)).forEach(out::add);
		explanation.skipped().forEach((id, reasons) -> {
			if (reasons.contains(DISABLED) || onStandby(id, models)) {
				out.add(id);
			}
			else {
				usable.add(id);
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
		this.out.stream().limit(MOST_MODELS).forEach((id) -> reasons.put(id, reasons(id, models)));
		details.put("out", reasons);
		int left = Math.max(this.usable.size() - MOST_MODELS, 0) + Math.max(this.out.size() - MOST_MODELS, 0);
		if (left > 0) {
			details.put("notShown", left);
		}
		return details;
	}

	private static boolean onStandby(String id, Map<String, ModelStatus> models) {
		ModelStatus status = models.get(id);
		return status != null && !status.standbys().isEmpty();
	}

	private static List<Map<String, String>> reasons(String id, Map<String, ModelStatus> models) {
		ModelStatus status = models.get(id);
		return (status == null || status.standbys().isEmpty()) ? List.of(Map.of("reason", DISABLED))
				: status.standbys().stream().map(ChainHealth::reason).toList();
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
