package dev.understudy.routing;

import java.util.HashSet;
import java.util.Set;

import dev.understudy.Model;
import dev.understudy.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * What a call demands of a model, whatever the model's health. Immutable: a call that
 * learns that its prompt does not fit demands more from then on.
 */
final class Demands {

	static final Demands NONE = new Demands(Set.of(), 0, Set.of());

	private final Set<String> capabilities;

	/** The tokens that a window must hold as far as is known, 0 for any. */
	private final int windowAtLeast;

	/** The models that the prompt did not fit. */
	private final Set<String> overflowed;

	private Demands(Set<String> capabilities, int windowAtLeast, Set<String> overflowed) {
		this.capabilities = capabilities;
		this.windowAtLeast = windowAtLeast;
		this.overflowed = overflowed;
	}

	/** These demands and some capabilities. */
	Demands and(Set<String> further) {
		return new Demands(union(this.capabilities, further), this.windowAtLeast, this.overflowed);
	}

	/** These demands of a prompt that did not fit the given model. */
	Demands overflowing(Model model) {
		return new Demands(this.capabilities, Math.max(this.windowAtLeast, model.contextWindow()),
				union(this.overflowed, Set.of(model.id())));
	}

	/** Why the model of a place cannot serve the call, {@code null} when it can. */
	@Nullable String unmetBy(Seat seat) {
		if (!seat.enabled()) {
			return SkipReason.DISABLED.name();
		}
		Model model = seat.model();
		if (!this.capabilities.isEmpty() && !model.capabilities().containsAll(this.capabilities)) {
			return SkipReason.CAPABILITY.name();
		}
		boolean tooSmall = model.contextWindow() != 0 && model.contextWindow() < this.windowAtLeast;
		return (tooSmall || this.overflowed.contains(model.id())) ? SkipReason.CONTEXT_WINDOW.name() : null;
	}

	private static Set<String> union(Set<String> some, Set<String> others) {
		Set<String> all = new HashSet<>(some);
		all.addAll(others);
		return Set.copyOf(all);
	}

}
