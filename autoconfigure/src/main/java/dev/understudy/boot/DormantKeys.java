package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds keys that are read but that nothing acts on yet, where they are written.
 */
final class DormantKeys {

	private final List<String> keys = new ArrayList<>();

	private DormantKeys() {
	}

	static List<String> of(UnderstudyProperties properties) {
		DormantKeys dormant = new DormantKeys();
		Where models = Where.ROOT.child("models");
		properties.models().forEach((id, model) -> dormant.model(models.child(id), model));
		dormant.health(Where.ROOT.child("health"), properties.health());
		dormant.state(Where.ROOT.child("state"), properties.state());
		return List.copyOf(dormant.keys);
	}

	private void model(Where where, ModelProperties model) {
		health(where.child("health"), model.health());
	}

	private void health(Where where, HealthProperties health) {
		add(where.child("provider-wide"), health.providerWide());
	}

	private void state(Where where, StateProperties state) {
		add(where.child("store"), (state.store() == StateProperties.Store.REDIS) ? state.store() : null);
		add(where.child("redis").child("prefix"), state.redis().prefix());
	}

	private void add(Where where, @Nullable Object written) {
		if (written != null) {
			this.keys.add(where.path());
		}
	}

}
