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
		dormant.add(Where.ROOT.child("limits").child("when-store-is-down"), properties.limits().whenStoreIsDown());
		return List.copyOf(dormant.keys);
	}

	private void add(Where where, @Nullable Object written) {
		if (written != null) {
			this.keys.add(where.path());
		}
	}

}
