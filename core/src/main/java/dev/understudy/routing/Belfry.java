package dev.understudy.routing;

import java.util.function.Consumer;

/**
 * Where bells hang until they ring or are called off. Hanging one and taking it down
 * takes no lock, allocates nothing and does not meet other threads; finding those that
 * are due looks at every place. Grows with the number of bells that hang at once, and
 * keeps that size.
 */
final class Belfry {

	/** No bell is due. */
	static final long NEVER = Long.MAX_VALUE;

	private static final int LINES = 6;

	private volatile Loft loft = new Loft(LINES, null);

	/**
	 * Hangs a bell, which takes itself down when it rings or is called off.
	 * @param bell one that hangs nowhere
	 * @param time when it is due, before {@link #NEVER}
	 */
	void hang(Bell bell, long time) {
		bell.dueAt(time);
		Loft current = this.loft;
		while (!current.hang(bell)) {
			current = above(current);
		}
	}

	/**
	 * Finds the bells that are due.
	 * @param now the time
	 * @param due is given each of them
	 * @return when the first of the others is due, or {@link #NEVER}
	 */
	long visit(long now, Consumer<Bell> due) {
		long first = NEVER;
		for (Loft visited = this.loft; visited != null; visited = visited.smaller()) {
			for (int i = 0; i < visited.size(); i++) {
				Bell bell = visited.at(i);
				if (bell == null) {
					continue;
				}
				if (bell.time() <= now) {
					due.accept(bell);
				}
				else {
					first = Math.min(first, bell.time());
				}
			}
		}
		return first;
	}

	/** The smaller lofts stay: somebody may be about to hang a bell in one. */
	private synchronized Loft above(Loft full) {
		if (this.loft == full) {
			this.loft = full.larger();
		}
		return this.loft;
	}

}
