package dev.understudy.soak;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;

/**
 * Interferes: takes models out and lets them in by hand, changes the configuration, and
 * looks at everything there is to be seen.
 */
final class Director {

	private static final List<String> ALWAYS = List.of("lead", "second", "hasty", "free", "scarce", "capped");

	private final House house;

	private int refreshes;

	Director(House house) {
		this.house = house;
	}

	void interfere(Random random) {
		ModelRegistry registry = this.house.registry();
		String model = ALWAYS.get(random.nextInt(ALWAYS.size()));
		switch (random.nextInt(8)) {
			case 0 -> {
				this.refreshes++;
				this.house.refresh(Program.draw(random));
			}
			case 1, 2 -> registry.disable(model, Duration.ofMillis(1 + random.nextInt(100)), "for a while");
			case 3 -> registry.disable(model, null, "until I say so");
			case 4, 5 -> registry.release(model);
			case 6 -> registry.enable(model);
			default -> {
				registry.statuses();
				registry.summary();
				registry.available("assistant");
				registry.explain("thrifty");
				this.house.meters().getMeters().forEach((meter) -> meter.measure().forEach((any) -> any.getValue()));
			}
		}
	}

	/** Ends everything that was done by hand. */
	void letGo() {
		this.house.registry().statuses().forEach((status) -> this.house.registry().release(status.id()));
	}

	/** Lets everybody in who is there, and nobody else. */
	void end() {
		this.house.refresh(Program.PLAIN);
		this.house.registry().statuses().forEach((status) -> this.house.registry().enable(status.id()));
	}

	int refreshes() {
		return this.refreshes;
	}

	/** Whom a chain would try. */
	List<String> usable(String chain) {
		return this.house.registry().available(chain).stream().map(Model::id).toList();
	}

}
