package dev.understudy.routing;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What hangs on a thread travels to the attempt, and is gone from its thread afterwards.
 */
class ContextCarrierTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(10);

	private final ContextCarrier standard = ContextCarrier.standard();

	private final List<String> steps = new ArrayList<>();

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void loggingContextAndClassLoaderTravelToTheAttempt() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (Understudy understudy = Timed.models("a").chain(Timed.chain(TIMEOUT, TIMEOUT, "a")).build();
				URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
			Thread.currentThread().setContextClassLoader(loader);
			MDC.put("request", "42");
			Seen seen = understudy.router().call("chain", (model) -> Seen.here());
			assertThat(seen).isEqualTo(new Seen(Map.of("request", "42"), loader));
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@Test
	void threadOfAnAttemptIsLeftAsItWas() throws Exception {
		MDC.put("request", "42");
		ContextCarrier.Luggage luggage = this.standard.pack();
		Caller<List<Seen>> worker = Caller.calling(() -> {
			MDC.put("worker", "its own");
			Seen before = Seen.here();
			Runnable undo = luggage.unpack();
			Seen inside = Seen.here();
			MDC.put("left", "behind");
			undo.run();
			return List.of(before, inside, Seen.here());
		});
		List<Seen> seen = worker.answer();
		assertThat(seen.get(1).logging()).isEqualTo(Map.of("request", "42"));
		assertThat(seen.get(2)).isEqualTo(seen.get(0));
	}

	@Test
	void emptyLoggingContextTravelsToo() throws Exception {
		MDC.clear();
		ContextCarrier.Luggage luggage = this.standard.pack();
		Caller<Map<String, String>> worker = Caller.calling(() -> {
			MDC.put("worker", "its own");
			luggage.unpack();
			return Seen.here().logging();
		});
		assertThat(worker.answer()).isEmpty();
	}

	@Test
	void nextAttemptSeesNothingOfTheOneBefore() {
		try (Understudy understudy = Timed.models("a").chain(Timed.chain(TIMEOUT, TIMEOUT, "a")).build()) {
			for (int i = 0; i < 100; i++) {
				MDC.clear();
				Seen clean = understudy.router().call("chain", (model) -> Seen.here());
				assertThat(clean.logging()).isEmpty();
				MDC.put("request", "call " + i);
				understudy.router().call("chain", (model) -> {
					MDC.put("dirt", "of an attempt");
					return model;
				});
			}
		}
	}

	@Test
	void nestedCallsEachKnowTheirOwnModel() {
		for (Duration timeout : List.of(TIMEOUT, Duration.ZERO)) {
			try (Understudy understudy = Timed.models("a", "b")
				.chain(Timed.chain(timeout, TIMEOUT, "a"))
				.chain(ChainSettings.of("inner", List.of(Timed.seat("b", timeout))))
				.build()) {
				List<String> known = understudy.router().call("chain", (outer) -> {
					String before = current();
					String inside = understudy.router().call("inner", (inner) -> current());
					return List.of(before, inside, current());
				});
				assertThat(known).containsExactly("a", "b", "a");
				assertThat(CurrentModel.find()).isEmpty();
			}
		}
	}

	@Test
	void manyAreUnpackedInOrderAndPutAwayInReverse() {
		ContextCarrier all = ContextCarrier.all(List.of(carrier("first"), carrier("second")));
		assertThat(all.rooted()).isFalse();
		all.pack().unpack().run();
		assertThat(this.steps).containsExactly("pack first", "pack second", "unpack first", "unpack second",
				"undo second", "undo first");
	}

	@Test
	void newThreadIsGivenTheSameAndClosesWhatWasOpened() throws Exception {
		MDC.put("request", "42");
		ContextCarrier.Luggage luggage = ContextCarrier.all(List.of(this.standard, carrier("other"))).pack();
		Caller<Seen> worker = Caller.calling(() -> {
			Runnable undo = luggage.unpackOnNewThread();
			Seen inside = Seen.here();
			undo.run();
			return inside;
		});
		assertThat(worker.answer()).isEqualTo(Seen.here());
		assertThat(this.steps).containsExactly("pack other", "unpack other", "undo other");
	}

	@Test
	void carrierThatThrowsOnANewThreadHarmsNobodyElse() {
		ContextCarrier.all(List.of(carrier("first"), new BrokenCarrier(Step.UNPACK), carrier("last")))
			.pack()
			.unpackOnNewThread()
			.run();
		assertThat(this.steps).containsExactly("pack first", "pack last", "unpack first", "unpack last", "undo last",
				"undo first");
	}

	@Test
	void oneThatIsRootedRootsAll() {
		assertThat(ContextCarrier.all(List.of(carrier("first"), rooted())).rooted()).isTrue();
	}

	@Test
	void carrierThatThrowsHarmsNeitherTheCallNorTheOthersAndIsNamedOnce() {
		try (LogCapture log = new LogCapture(ContextCarrier.class.getName())) {
			for (Step step : Step.values()) {
				this.steps.clear();
				ContextCarrier all = ContextCarrier
					.all(List.of(carrier("first"), new BrokenCarrier(step), carrier("last")));
				for (int i = 0; i < 2; i++) {
					assertThat(all.rooted()).isFalse();
					all.pack().unpack().run();
				}
				assertThat(this.steps).as("broken at %s", step)
					.hasSize(12)
					.containsSubsequence("pack first", "pack last", "unpack first", "unpack last", "undo last",
							"undo first");
			}
			assertThat(log.lines()).hasSize(Step.values().length)
				.allMatch((line) -> line.equals("WARN Context carrier '" + BrokenCarrier.class.getName()
						+ "' threw 'java.lang.IllegalStateException'; attempts go on without what it carries"));
		}
	}

	@Test
	void callGoesOnWithoutACarrierThatThrows() {
		try (Understudy understudy = Timed.models("a")
			.chain(Timed.chain(TIMEOUT, TIMEOUT, "a"))
			.context(new BrokenCarrier(Step.UNDO))
			.build()) {
			assertThat(understudy.router().<Model>call("chain", (model) -> model).id()).isEqualTo("a");
		}
	}

	private static String current() {
		return CurrentModel.require().id();
	}

	private ContextCarrier carrier(String name) {
		return () -> {
			this.steps.add("pack " + name);
			return () -> {
				this.steps.add("unpack " + name);
				return () -> this.steps.add("undo " + name);
			};
		};
	}

	private static ContextCarrier rooted() {
		return new ContextCarrier() {

			@Override
			public Luggage pack() {
				throw new AssertionError("not asked");
			}

			@Override
			public boolean rooted() {
				return true;
			}

		};
	}

	private enum Step {

		ROOTED, PACK, UNPACK, UNDO

	}

	private record BrokenCarrier(Step broken) implements ContextCarrier {

		@Override
		public boolean rooted() {
			at(Step.ROOTED);
			return false;
		}

		@Override
		public Luggage pack() {
			at(Step.PACK);
			return () -> {
				at(Step.UNPACK);
				return () -> at(Step.UNDO);
			};
		}

		private void at(Step step) {
			if (step == this.broken) {
				throw new IllegalStateException("broken at " + step);
			}
		}

	}

	private record Seen(Map<String, String> logging, ClassLoader loader) {

		static Seen here() {
			Map<String, String> logging = MDC.getCopyOfContextMap();
			return new Seen((logging != null) ? logging : Map.of(), Thread.currentThread().getContextClassLoader());
		}

	}

}
