package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.health.Consumption;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of attempts, time and refreshes against an oracle that keeps a list of
 * everything that ever was counted, and adds it up whenever it is asked.
 */
class AllowanceProperties {

	private static final int STEPS = 120;

	@Property(tries = 300)
	void countsAsTheOracle(@ForAll Random random) {
		Bounds bounds = Bounds.draw(random);
		BoundedModel model = new BoundedModel(bounds.limits());
		List<Entry> entries = new ArrayList<>();
		Map<Reservation, Entry> running = new HashMap<>();
		for (int i = 0; i < STEPS; i++) {
			Instant now = model.ticker.instant();
			switch (random.nextInt(6)) {
				case 0, 1 -> {
					boolean free = sum(entries, now, bounds.per, false) < bounds.requests
							&& sum(entries, now, bounds.per, true) < bounds.tokens;
					Reservation reserved = model.tryReserve();
					assertThat(reserved != null).isEqualTo(free);
					if (reserved != null) {
						Entry entry = new Entry(now);
						entries.add(entry);
						running.put(reserved, entry);
					}
				}
				case 2 -> any(running, random, (reserved, entry) -> {
					int tokens = random.nextInt(20);
					reserved.used(new Usage(tokens, 1));
					entry.tokens += tokens + 1;
				});
				case 3 -> any(running, random, (reserved, entry) -> {
					reserved.keep();
					running.remove(reserved);
				});
				case 4 -> any(running, random, (reserved, entry) -> {
					reserved.giveBack();
					entry.requests = 0;
					running.remove(reserved);
				});
				default -> {
					if (random.nextInt(4) == 0) {
						bounds = Bounds.draw(random);
						model.renew(bounds.limits());
					}
					else {
						model.pass(Duration.ofSeconds(random.nextInt(900)));
					}
				}
			}
			assertSame(model, entries, bounds, running.isEmpty());
		}
	}

	private static void assertSame(BoundedModel model, List<Entry> entries, Bounds bounds, boolean quiet) {
		Instant now = model.ticker.instant();
		long requests = sum(entries, now, bounds.per, false);
		long tokens = sum(entries, now, bounds.per, true);
		assertThat(model.consumption()).isEqualTo(new Consumption(requests, tokens, -1));
		Set<StandbyReason> over = new HashSet<>();
		if (requests >= bounds.requests) {
			over.add(StandbyReason.REQUEST_LIMIT);
		}
		if (tokens >= bounds.tokens) {
			over.add(StandbyReason.TOKEN_LIMIT);
		}
		// Requests that still run may come back, so they need not stand it down yet.
		assertThat(over).containsAll(model.reasons());
		if (quiet) {
			assertThat(model.reasons()).isEqualTo(over);
		}
		assertThat(model.standbys())
			.allSatisfy((standby) -> assertThat(standby.until()).isEqualTo(bounds.per.at(now).end()));
	}

	/** Counts the entries whose attempt began in the running window. */
	private static long sum(List<Entry> entries, Instant now, Period per, boolean tokens) {
		Window window = per.at(now);
		return entries.stream()
			.filter((entry) -> window.contains(entry.began))
			.mapToLong((entry) -> tokens ? entry.tokens : entry.requests)
			.sum();
	}

	private static void any(Map<Reservation, Entry> running, Random random, Step step) {
		if (!running.isEmpty()) {
			List<Reservation> all = new ArrayList<>(running.keySet());
			Reservation one = all.get(random.nextInt(all.size()));
			step.with(one, running.get(one));
		}
	}

	private interface Step {

		void with(Reservation reserved, Entry entry);

	}

	/** One attempt. */
	private static final class Entry {

		private final Instant began;

		private long requests = 1;

		private long tokens;

		Entry(Instant began) {
			this.began = began;
		}

	}

	/**
	 * What is bounded now. Always in the same period: an attempt is counted for the
	 * limits that there were when it began.
	 */
	private record Bounds(long requests, long tokens, Period per) {

		static Bounds draw(Random random) {
			return new Bounds(1 + random.nextInt(8), 1 + random.nextInt(100), BoundedModel.HOUR);
		}

		Limit[] limits() {
			return new Limit[] { Limit.requests(this.requests, this.per), Limit.tokens(this.tokens, this.per) };
		}

	}

}
