package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelRouter;
import dev.understudy.failure.FailureKind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that nobody wants a report of takes a shorter way, and comes to the same end as
 * one that is reported: the same answer, attempts, counts, events and health.
 */
class PlainCallProperties {

	private static final String[] MODELS = { "a", "b", "c", "d" };

	private static final int STEPS = 60;

	@Property(tries = 100)
	void endsAsAReportedCall(@ForAll Random random) {
		long seed = random.nextLong();
		Play plain = new Play(new Random(seed), null, (router, script) -> router.call(Stage.CHAIN, script));
		Play reported = new Play(new Random(seed), null, (router, script) -> router.route(Stage.CHAIN, script).value());
		assertSame(plain, reported);
	}

	@Property(tries = 50)
	void endsAsAnObservedCall(@ForAll Random random) {
		long seed = random.nextLong();
		Watcher watcher = new Watcher();
		Play plain = new Play(new Random(seed), null, (router, script) -> router.call(Stage.CHAIN, script));
		Play observed = new Play(new Random(seed), watcher, (router, script) -> router.call(Stage.CHAIN, script));
		assertSame(plain, observed);
		int calls = observed.stage.events.of(Recorder.Called.class).size();
		assertThat(watcher.notes).filteredOn((note) -> note.startsWith("begin ")).hasSize(calls);
		assertThat(watcher.notes).filteredOn((note) -> note.startsWith("end ")).hasSize(calls);
		assertThat(watcher.open).isEmpty();
	}

	private static void assertSame(Play one, Play other) {
		for (int i = 0; i < STEPS; i++) {
			one.step();
			other.step();
			assertThat(one.told).isEqualTo(other.told);
			assertThat(one.stage.registry().statistics()).isEqualTo(other.stage.registry().statistics());
			assertThat(one.stage.registry().statuses()).isEqualTo(other.stage.registry().statuses());
			assertThat(one.stage.events).usingRecursiveComparison().isEqualTo(other.stage.events);
		}
	}

	/**
	 * One stage, and what happens on it by chance.
	 */
	private static final class Play {

		private final Random random;

		private final Way way;

		private final Stage stage;

		private final List<String> told = new ArrayList<>();

		Play(Random random, @Nullable CallObserver observer, Way way) {
			this.random = random;
			this.way = way;
			this.stage = Stage.with((builder) -> {
				for (ModelSettings model : Stage.models(MODELS)) {
					builder.model(random.nextInt(4) == 0 ? model.withEnabled(false) : model);
				}
				List<SeatSettings> seats = new ArrayList<>();
				for (String id : MODELS) {
					SeatSettings seat = Stage.seat(id).withLastResort(random.nextInt(4) == 0);
					seats.add(random.nextInt(4) == 0 ? seat.withRetry(RetryPolicy.DEFAULT) : seat);
				}
				if (observer != null) {
					builder.observer(observer);
				}
				return builder.chain(ChainSettings.of(Stage.CHAIN, seats));
			});
		}

		void step() {
			String id = MODELS[this.random.nextInt(MODELS.length)];
			FailureKind kind = FailureKind.values()[this.random.nextInt(FailureKind.values().length)];
			switch (this.random.nextInt(8)) {
				case 0, 1 -> this.stage.script.fails(id, kind);
				case 2 -> this.stage.disable(id);
				case 3 -> this.stage.registry().enable(id);
				case 4 -> this.stage.pass(Duration.ofSeconds(this.random.nextInt(120)));
				default -> call();
			}
		}

		private void call() {
			try {
				this.told.add(this.way.call(this.stage.router(), this.stage.script));
			}
			catch (ChainExhaustedException ex) {
				this.told.add(ex.getMessage() + ex.attempts() + ex.skipped());
			}
			catch (RuntimeException ex) {
				this.told.add(ex.toString());
			}
			this.told.addAll(this.stage.script.calls());
			this.stage.script.forget();
		}

	}

	/**
	 * How a call is made.
	 */
	private interface Way {

		String call(ModelRouter router, Script script);

	}

}
