package dev.understudy.limit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The limits of one model, at most one of each kind.
 *
 * @param all the limits
 */
public record Limits(List<Limit> all) {

	/** Nothing is bounded. */
	public static final Limits NONE = new Limits(List.of());

	public Limits {
		all = List.copyOf(all);
		Set<LimitKind> seen = new HashSet<>();
		for (Limit limit : all) {
			if (!seen.add(limit.kind())) {
				throw new IllegalArgumentException(
						"Limit of " + limit.kind().text() + " is set twice, must be set once for a model");
			}
		}
	}

	/**
	 * Limits of the kinds given.
	 * @param limits the limits
	 * @return all of them
	 */
	public static Limits of(Limit... limits) {
		return new Limits(List.of(limits));
	}

	/**
	 * With one more limit.
	 * @param limit the limit
	 * @return these limits and the given one
	 */
	public Limits with(Limit limit) {
		return new Limits(Stream.concat(this.all.stream(), Stream.of(limit)).toList());
	}

	/**
	 * Whether nothing is bounded.
	 * @return {@code true} without any limit
	 */
	public boolean isEmpty() {
		return this.all.isEmpty();
	}

}
