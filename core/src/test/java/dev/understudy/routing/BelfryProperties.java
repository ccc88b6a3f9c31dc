package dev.understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The belfry against the slow and obvious: a list of all alarms, looked through.
 */
class BelfryProperties {

	private static final int STEPS = 3_000;

	@Property(tries = 200)
	void ringsWhatAListRingsAtTheSameTime(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int callsOff) {
		SplittableRandom random = new SplittableRandom(seed);
		Belfry belfry = new Belfry();
		List<Alarm> alarms = new ArrayList<>();
		long now = 0;
		for (int i = 0; i < STEPS; i++) {
			int step = random.nextInt(30);
			if (step < callsOff && !alarms.isEmpty()) {
				alarms.get(random.nextInt(alarms.size())).callOff(now);
			}
			else if (step < 29) {
				Alarm alarm = new Alarm(now + random.nextInt(1_000));
				belfry.hang(alarm.bell, alarm.due);
				alarms.add(alarm);
			}
			else {
				now += random.nextInt(200);
				long visited = now;
				long next = belfry.visit(now, Bell::run);
				assertThat(next)
					.isEqualTo(alarms.stream().mapToLong((alarm) -> alarm.next(visited)).min().orElse(Belfry.NEVER));
				assertThat(alarms).allMatch((alarm) -> alarm.rung.get() == alarm.expected(visited));
			}
		}
	}

	/** What a list knows of an alarm. */
	private static final class Alarm {

		private final AtomicInteger rung = new AtomicInteger();

		private final Bell bell = new Strike(this.rung::incrementAndGet);

		private final long due;

		private boolean off;

		private boolean over;

		Alarm(long due) {
			this.due = due;
		}

		void callOff(long now) {
			assertThat(this.bell.callOff()).isEqualTo(!this.off && !this.over);
			this.off = this.off || !this.over;
		}

		long next(long now) {
			return (this.off || this.due <= now) ? Belfry.NEVER : this.due;
		}

		int expected(long now) {
			this.over = this.over || (!this.off && this.due <= now);
			return this.over ? 1 : 0;
		}

	}

}
