package dev.understudy.routing;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import dev.understudy.Standby;
import dev.understudy.limit.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * The models in force, of which those that share a client stand down together.
 */
final class Company {

	private volatile Collection<LiveModel> models = List.of();

	/** From now on these models are in force. */
	void meet(Collection<LiveModel> present) {
		this.models = List.copyOf(present);
	}

	/** What a provider said of one model is true of those that share its client. */
	void refused(String modelId, Standby standby) {
		Collection<LiveModel> present = this.models;
		for (LiveModel live : present) {
			if (live.model().id().equals(modelId)) {
				standDown(present, live, standby);
			}
		}
	}

	/** What a model may still use up, {@code null} where nothing ever was bounded. */
	@Nullable Allowance allowance(String modelId) {
		for (LiveModel live : this.models) {
			if (live.model().id().equals(modelId)) {
				return live.allowance();
			}
		}
		return null;
	}

	private static void standDown(Collection<LiveModel> present, LiveModel refused, Standby standby) {
		Set<String> clients = refused.settings().clients();
		for (LiveModel other : present) {
			if (other != refused && !Collections.disjoint(clients, other.settings().clients())) {
				other.health().standDownToo(standby);
			}
		}
	}

}
