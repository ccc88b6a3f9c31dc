package dev.understudy.micrometer;

import dev.understudy.Model;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The timers of every model of every chain that was met. Finding those that are known
 * takes no lock and allocates nothing.
 * <p>
 * An open-addressing hash table that only grows, by as many seats as are configured: one
 * look for two keys, where a map would need a key object or two looks.
 */
final class SeatTable {

	private static final int FIRST_SIZE = 16;

	private final MeterRegistry registry;

	/**
	 * As long as a power of two and never more than half full. Entries are added under
	 * the lock and never move, so each slot is read once: a reader that saw it empty
	 * looks again under the lock.
	 */
	private volatile @Nullable SeatTimers[] table = new SeatTimers[FIRST_SIZE];

	private int size;

	SeatTable(MeterRegistry registry) {
		this.registry = registry;
	}

	SeatTimers of(String chain, Model model) {
		SeatTimers found = find(chain, model);
		return (found != null) ? found : add(chain, model);
	}

	private @Nullable SeatTimers find(String chain, Model model) {
		@Nullable SeatTimers[] current = this.table;
		int mask = current.length - 1;
		int place = SeatTimers.hash(chain, model) & mask;
		SeatTimers entry = current[place];
		while (entry != null && !entry.areOf(chain, model)) {
			place = (place + 1) & mask;
			entry = current[place];
		}
		return entry;
	}

	private synchronized SeatTimers add(String chain, Model model) {
		SeatTimers found = find(chain, model);
		if (found != null) {
			return found;
		}
		SeatTimers added = new SeatTimers(this.registry, chain, model);
		this.size++;
		if (2 * this.size > this.table.length) {
			this.table = grown(this.table);
		}
		put(this.table, added);
		return added;
	}

	private static @Nullable SeatTimers[] grown(@Nullable SeatTimers[] before) {
		@Nullable SeatTimers[] after = new SeatTimers[2 * before.length];
		for (SeatTimers entry : before) {
			if (entry != null) {
				put(after, entry);
			}
		}
		return after;
	}

	private static void put(@Nullable SeatTimers[] table, SeatTimers added) {
		int mask = table.length - 1;
		int place = added.hash() & mask;
		while (table[place] != null) {
			place = (place + 1) & mask;
		}
		table[place] = added;
	}

}
