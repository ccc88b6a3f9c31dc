package dev.understudy.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.understudy.NearestName;
import dev.understudy.spring.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what checks find. A value that is not written breaks no rule.
 */
final class Findings {

	/** What fits into nanoseconds. */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private static final String GIVE_A_LENGTH = "give a length such as '30s'";

	private final List<Problem> problems = new ArrayList<>();

	List<Problem> problems() {
		return List.copyOf(this.problems);
	}

	void add(Where where, String what, String mend) {
		this.problems.add(new Problem(where.path(), what, mend));
	}

	void positive(Where where, @Nullable Duration value) {
		if (value != null && (value.isNegative() || value.isZero())) {
			refuse(where, Lengths.text(value), "must be greater than zero", GIVE_A_LENGTH);
		}
		bounded(where, value);
	}

	void notNegative(Where where, @Nullable Duration value) {
		if (value != null && value.isNegative()) {
			refuse(where, Lengths.text(value), "must not be negative", GIVE_A_LENGTH + ", or 0 for none");
		}
		bounded(where, value);
	}

	void notNegative(Where where, double value) {
		if (!(value >= 0) || Double.isInfinite(value)) {
			refuse(where, value, "must be a number of zero or more", "give zero or more");
		}
	}

	void notNegative(Where where, int value, String mend) {
		if (value < 0) {
			refuse(where, value, "must not be negative", mend);
		}
	}

	void positive(Where where, double value) {
		if (!(value > 0) || Double.isInfinite(value)) {
			refuse(where, value, "must be greater than zero", "give a number greater than zero");
		}
	}

	void atLeastOne(Where where, @Nullable Number value) {
		if (value != null && !(value.doubleValue() >= 1 && Double.isFinite(value.doubleValue()))) {
			refuse(where, value, "must be 1 or more", "give 1 or more");
		}
	}

	void share(Where where, @Nullable Double value) {
		if (value != null && !(value >= 0 && value <= 1)) {
			refuse(where, value, "must be between 0 and 1", "give a number from 0 to 1");
		}
	}

	/** Requires a name that is configured, and tells the nearest one otherwise. */
	void known(Where where, String what, String name, Collection<String> known, Where configured) {
		if (!known.contains(name)) {
			Optional<String> near = NearestName.to(name, known);
			add(where, what + " '" + name + "' is not configured " + alternatives(known),
					near.map((meant) -> "write '" + meant + "'").orElse("name one that is") + ", or configure '"
							+ configured.child(name) + "'");
		}
	}

	void refuse(Where where, Object value, String rule, String mend) {
		add(where, "value '" + value + "' " + rule, mend);
	}

	static String alternatives(Collection<String> known) {
		return known.isEmpty() ? "(none is)"
				: "(known: '" + String.join("', '", known.stream().sorted().toList()) + "')";
	}

	private void bounded(Where where, @Nullable Duration value) {
		if (value != null && value.compareTo(LONGEST) > 0) {
			refuse(where, Lengths.text(value), "must be shorter than 292 years", GIVE_A_LENGTH);
		}
	}

}
