package dev.understudy.routing;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * When a rung is to answer.
 *
 * @param when the failures it is for
 * @param matching what the question must look like, {@code null} for any question
 */
public record RungCondition(Set<FailureKind> when, @Nullable Pattern matching) {

	/** All failures but the caller's own mistake and wish, any question. */
	public static final RungCondition USUAL = new RungCondition(Set.of(), null);

	public RungCondition {
		when = Set.copyOf(when.isEmpty()
				? EnumSet.complementOf(EnumSet.of(FailureKind.BAD_REQUEST, FailureKind.CANCELLED)) : when);
	}

	/**
	 * Whether a rung of this condition serves.
	 * @param kind why no model answered
	 * @param question what was asked
	 * @return {@code true} when it serves
	 */
	public boolean holds(FailureKind kind, Question question) {
		if (!this.when.contains(kind)) {
			return false;
		}
		Pattern pattern = this.matching;
		if (pattern == null) {
			return true;
		}
		String text = question.text();
		return text != null && pattern.matcher(text).find();
	}

}
