package dev.understudy.routing;

import java.util.HashSet;
import java.util.Set;

import dev.understudy.Model;
import org.jspecify.annotations.Nullable;

/**
 * What a call demands of a model, whatever the model's health. Grows while the call
 * learns that its prompt does not fit.
 */
final class Demands {

	private final Set<String> requires;

	/** The tokens that a window must hold as far as is known, 0 for any. */
	private int windowAtLeast;

	private Set<String> overflowed = Set.of();

	Demands(Set<String> requires) {
		this.requires = requires;
	}

	/** Why the model of a place cannot serve the call, {@code null} when it can. */
	@Nullable String unmetBy(Seat seat) {
		if (!seat.enabled()) {
			return "DISABLED";
		}
		Model model = seat.model();
		if (!this.requires.isEmpty() && !model.capabilities().containsAll(this.requires)) {
			return "CAPABILITY";
		}
		boolean tooSmall = model.contextWindow() != 0 && model.contextWindow() < this.windowAtLeast;
		return (tooSmall || this.overflowed.contains(model.id())) ? "CONTEXT_WINDOW" : null;
	}

	/** Learns that the prompt does not fit a model. */
	void overflowed(Model model) {
		Set<String> all = new HashSet<>(this.overflowed);
		all.add(model.id());
		this.overflowed = all;
		this.windowAtLeast = Math.max(this.windowAtLeast, model.contextWindow());
	}

}
