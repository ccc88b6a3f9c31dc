package dev.understudy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that somebody probably meant.
 */
public final class NearestName {

	private NearestName() {
	}

	/**
	 * The known name that differs least from the one given, if the difference is small
	 * enough to be a slip.
	 * @param name what was written
	 * @param known what could have been meant
	 * @return the nearest name, or empty when none is near
	 */
	public static Optional<String> to(String name, Collection<String> known) {
		int most = Math.max(1, name.length() / 3);
		return known.stream()
			.filter((candidate) -> distance(name, candidate) <= most)
			.min(Comparator.<String>comparingInt((candidate) -> distance(name, candidate))
				.thenComparing(Comparator.naturalOrder()));
	}

	/** Levenshtein's distance, regardless of case, one row at a time. */
	private static int distance(String one, String other) {
		String a = one.toLowerCase(Locale.ROOT);
		String b = other.toLowerCase(Locale.ROOT);
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int substituted = diagonal + ((a.charAt(i - 1) != b.charAt(j - 1)) ? 1 : 0);
				diagonal = row[j];
				row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[b.length()];
	}

}
