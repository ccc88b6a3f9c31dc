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

	/**
	 * Letters to insert, leave out, replace or swap with their neighbour, regardless of
	 * case.
	 */
	private static int distance(String one, String other) {
		String a = one.toLowerCase(Locale.ROOT);
		String b = other.toLowerCase(Locale.ROOT);
		int[][] cost = new int[a.length() + 1][b.length() + 1];
		for (int i = 0; i <= a.length(); i++) {
			for (int j = 0; j <= b.length(); j++) {
				cost[i][j] = (i == 0 || j == 0) ? i + j : cheapest(a, b, i, j, cost);
			}
		}
		return cost[a.length()][b.length()];
	}

	private static int cheapest(String a, String b, int i, int j, int[][] cost) {
		boolean same = a.charAt(i - 1) == b.charAt(j - 1);
		int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
		int cheapest = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
		boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
		return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
	}

}
