package dev.understudy.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes in the configuration from one refresh to the next: models that come and
 * go, and a chain that does.
 *
 * @param guests the models that are there besides those that always are
 * @param matinee whether the chain is there that comes and goes
 * @param refused whether there is a mistake in it
 */
record Program(Set<String> guests, boolean matinee, boolean refused) {

	/** Nobody but those who are always there, and all chains. */
	static final Program PLAIN = new Program(Set.of(), true, false);

	private static final int GUESTS = 6;

	private static final int ONE_IN_MISTAKEN = 8;

	static Program draw(Random random) {
		Set<String> guests = new TreeSet<>();
		for (int i = 0; i < GUESTS; i++) {
			if (random.nextInt(2) == 0) {
				guests.add(guest(i));
			}
		}
		return new Program(guests, random.nextInt(2) == 0, random.nextInt(ONE_IN_MISTAKEN) == 0);
	}

	/** All that may ever be there. */
	static Set<String> everyGuest() {
		Set<String> guests = new TreeSet<>();
		for (int i = 0; i < GUESTS; i++) {
			guests.add(guest(i));
		}
		return guests;
	}

	private static String guest(int number) {
		return "guest" + number;
	}

	Map<String, Object> properties() {
		Map<String, Object> all = new HashMap<>();
		this.guests.forEach((guest) -> {
			all.put("understudy.models." + guest + ".provider", "road");
			all.put("understudy.models." + guest + ".limits.requests.max", "1000000");
			all.put("understudy.models." + guest + ".limits.requests.per", "month");
		});
		String chain = "understudy.chains.assistant.";
		all.put(chain + "models[0]", "lead");
		all.put(chain + "models[1]", "second");
		all.put(chain + "models[2].model", House.HASTY);
		all.put(chain + "models[2].timeout", "15ms");
		int place = 3;
		for (String guest : this.guests) {
			all.put(chain + "models[" + place++ + "]", guest);
		}
		all.put(chain + "models[" + place + "].model", "free");
		all.put(chain + "models[" + place + "].last-resort", "true");
		all.put(chain + "reroute.context-length", "wide");
		all.put(chain + "stream.first-token-timeout", "50ms");
		all.put(chain + "degrade[0].text", House.RUNG);
		if (this.matinee) {
			String models = this.guests.isEmpty() ? "free" : String.join(",", this.guests);
			all.put("understudy.chains." + House.COMING_AND_GOING + ".models", models);
			all.put("understudy.chains." + House.COMING_AND_GOING + ".strategy", "least-busy");
		}
		all.put("understudy.chains.roll-call.strategy", "rollCall");
		all.put("understudy.chains.roll-call.models", "lead,second,hasty,free,scarce,capped"
				+ (this.guests.isEmpty() ? "" : "," + String.join(",", this.guests)));
		if (this.refused) {
			all.put("understudy.defaults.deadline", "-1s");
		}
		return all;
	}

}
