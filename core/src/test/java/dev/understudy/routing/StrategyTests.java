package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Price;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.selection.Candidates;
import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * How the strategies of a chain order its models, call by call.
 */
class StrategyTests {

	@Test
	void weightsAreKeptWithinThreeSigma() {
		Stage stage = weighted(new Random(42)::nextDouble);
		Map<String, Integer> answers = tally(stage, 100_000);
		double sigma = Math.sqrt(100_000 * 0.7 * 0.3);
		assertThat((double) answers.get("a")).isCloseTo(70_000, within(3 * sigma));
		assertThat(answers.get("a") + answers.get("b")).isEqualTo(100_000);
	}

	@Test
	void weightsOfModelsOnStandbyGoToTheOthers() {
		Stage stage = weighted(new Random(42)::nextDouble);
		stage.disable("a");
		assertThat(tally(stage, 1_000)).containsOnlyKeys("b");
	}

	@Test
	void firstDrawThatFallsOnAStandbyIsAFallback() {
		Stage stage = weighted(() -> 0.1);
		stage.disable("a");
		Routed<String> routed = stage.route();
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(routed.skipped()).containsOnlyKeys("a");
	}

	@Test
	void drawThatFallsOnAUsableModelIsNone() {
		Stage stage = weighted(() -> 0.9);
		stage.disable("a");
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from b");
		assertThat(routed.outcome()).isEqualTo(Outcome.ANSWERED);
		assertThat(routed.skipped()).isEmpty();
	}

	@Test
	void modelPassedOverByTheStrategyIsToldWhereverItIsWritten() {
		Stage stage = weighted(() -> 0.9);
		stage.disable("b");
		Routed<String> routed = stage.route();
		assertThat(routed.value()).isEqualTo("from a");
		assertThat(routed.skipped()).containsOnlyKeys("b");
	}

	@Test
	void roundRobinGivesEachItsTurnWhateverTheThreads() throws Exception {
		Stage stage = Stage.of(
				Stage.chain(Stage.CHAIN, "a", "b", "c").withStrategy("round-robin", Strategies.ROUND_ROBIN),
				Stage.models("a", "b", "c"));
		Map<String, LongAdder> answers = new ConcurrentHashMap<>();
		inParallel(8, () -> {
			for (int i = 0; i < 300; i++) {
				String id = stage.router().call(Stage.CHAIN, Model::id);
				answers.computeIfAbsent(id, (any) -> new LongAdder()).increment();
			}
			return null;
		});
		assertThat(answers.values()).extracting(LongAdder::sum).containsExactly(800L, 800L, 800L);
	}

	@Test
	void retriesAndFallbacksOfACallTakeOneTurn() {
		Stage stage = Stage.of(
				Stage.chain(Stage.CHAIN, "a", "b", "c").withStrategy("round-robin", Strategies.ROUND_ROBIN),
				Stage.models("a", "b", "c"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.script.forget();
		stage.call();
		assertThat(stage.script.calls()).containsExactly("b");
	}

	@Test
	void cheapestFastestHealthiestAndLeastBusyReadTheirMeasures() {
		ModelSettings dear = ModelSettings.of(new Model("a", "p", "a", Set.of(), 0, new Price(9, 9)));
		ModelSettings cheap = ModelSettings.of(new Model("b", "p", "b", Set.of(), 0, new Price(1, 1)));
		assertThat(first(Strategies.CHEAPEST, dear, cheap)).isEqualTo("from b");
		Stage busy = stage(Strategies.LEAST_BUSY, Stage.models("a", "b"));
		busy.begin().next();
		assertThat(busy.call()).isEqualTo("from b");
		Stage health = stage(Strategies.HEALTHIEST, Stage.models("a", "b"));
		health.script.fails("a", FailureKind.SERVER_ERROR);
		health.call();
		assertThat(health.call()).isEqualTo("from b");
		Stage speed = stage(Strategies.FASTEST, Stage.models("a", "b"));
		speed.script.always("a", () -> slow(speed, 3)).always("b", () -> slow(speed, 1));
		speed.router().models("a").call(speed.script);
		speed.router().models("b").call(speed.script);
		speed.script.forget();
		speed.call();
		assertThat(speed.script.calls()).containsExactly("b");
		Stage adaptive = stage(Strategies.ADAPTIVE, Stage.models("a", "b"));
		IntStream.range(0, 4).forEach((i) -> {
			adaptive.script.fails("a", FailureKind.SERVER_ERROR);
			adaptive.router().models("a", "b").call(adaptive.script);
		});
		adaptive.script.forget();
		adaptive.draw = 0.3;
		adaptive.call();
		assertThat(adaptive.script.calls()).containsExactly("b");
	}

	@Test
	void equalKeysStayMoveWhenTheyMustAndComeBack() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b", "c"), Stage.models("a", "b", "c"));
		Map<String, String> home = homes(stage);
		assertThat(home.values()).contains("from a", "from b", "from c");
		assertThat(homes(stage)).isEqualTo(home);
		stage.disable("b");
		Map<String, String> away = homes(stage);
		home.forEach((key, answer) -> {
			if (answer.equals("from b")) {
				assertThat(away.get(key)).isNotEqualTo("from b");
			}
			else {
				assertThat(away).containsEntry(key, answer);
			}
		});
		stage.registry().release("b");
		assertThat(homes(stage)).isEqualTo(home);
	}

	@Test
	void keyOnAModelThatIsOutIsAFallback() {
		Stage stage = Stage.of("a", "b");
		String id = stage.router().chain(Stage.CHAIN).key("user").call(Model::id);
		stage.disable(id);
		assertThat(stage.router().chain(Stage.CHAIN).key("user").route(stage.script).outcome())
			.isEqualTo(Outcome.FELL_BACK);
	}

	@Test
	void strategyThatThrowsGivesWayToTheOrderWritten() {
		givesWay((candidates) -> {
			throw new IllegalStateException("broken");
		}, "threw java.lang.IllegalStateException");
		givesWay((candidates) -> {
			throw new NoClassDefFoundError("gone");
		}, "threw java.lang.NoClassDefFoundError");
	}

	@Test
	void strategyThatAnswersNonsenseGivesWayToTheOrderWritten() {
		givesWay((candidates) -> 7, "answered an index that is not to be chosen");
		givesWay((candidates) -> 3, "answered an index that is not to be chosen");
		givesWay((candidates) -> -2, "answered an index that is not to be chosen");
		givesWay((candidates) -> 0, "answered an index that is not to be chosen");
	}

	@Test
	void strategyMayHaveNobodyToChoose() {
		Stage stage = stage((candidates) -> candidates.remaining(1) ? 1 : SelectionStrategy.NOBODY,
				Stage.models("a", "b"));
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.script.calls()).containsExactly("b");
	}

	@Test
	void strategySeesWhatTheChainIs() {
		List<String> seen = new ArrayList<>();
		SelectionStrategy curious = (candidates) -> {
			seen.add(candidates.size() + " " + candidates.model(1).id() + " " + candidates.weight(1) + " "
					+ candidates.keyHash() + " " + candidates.draw() + " " + candidates.turn() + " " + candidates.turn()
					+ " " + candidates.open(0) + candidates.open(1));
			return candidates.first();
		};
		Stage stage = Stage.of(
				Stage.chain(Stage.seat("a"), Stage.seat("b").withWeight(3)).withStrategy("curious", curious),
				Stage.models("a", "b"));
		stage.disable("b");
		stage.call();
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.callInVain();
		assertThat(seen).containsExactly("2 b 3.0 0 0.5 0 0 truetrue", "2 b 3.0 0 0.5 1 1 truetrue",
				"2 b 3.0 0 0.5 1 1 falsetrue", "2 b 3.0 0 0.5 1 1 falsefalse");
	}

	@Test
	void callsNeverInfluenceOneAnothersPositionInTheChain() throws Exception {
		SelectionStrategy reverse = StrategyTests::last;
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b", "c", "d").withStrategy("reverse", reverse),
				Stage.models("a", "b", "c", "d"));
		AtomicInteger wrong = new AtomicInteger();
		inParallel(8, () -> {
			for (int i = 0; i < 500; i++) {
				List<String> order = new ArrayList<>();
				int failing = i % 4;
				stage.router().call(Stage.CHAIN, (model) -> {
					order.add(model.id());
					if (order.size() <= failing) {
						throw Trouble.of(FailureKind.CONTEXT_LENGTH);
					}
					return "done";
				});
				if (!order.equals(List.of("d", "c", "b", "a").subList(0, failing + 1))) {
					wrong.incrementAndGet();
				}
			}
			return null;
		});
		assertThat(wrong).hasValue(0);
	}

	private static int last(Candidates candidates) {
		for (int i = candidates.size() - 1; i >= 0; i--) {
			if (candidates.open(i)) {
				return i;
			}
		}
		return SelectionStrategy.NOBODY;
	}

	private static void givesWay(SelectionStrategy broken, String mistake) {
		Stage stage = stage(broken, Stage.models("a", "b", "c"));
		try (LogLines log = new LogLines()) {
			stage.script.dead("a", FailureKind.UNAVAILABLE);
			assertThat(stage.call()).isEqualTo("from b");
			stage.call();
			assertThat(stage.script.calls().subList(0, 2)).containsExactly("a", "b");
			assertThat(log.at(Level.WARN)).singleElement()
				.asString()
				.startsWith("Strategy 'mine' of chain 'assistant' " + mistake + "; the models are tried in the order");
		}
	}

	private static Stage weighted(DoubleSupplier dice) {
		return Stage.with((builder) -> builder.random(dice)
			.model(Stage.model("a"))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.seat("a").withWeight(70), Stage.seat("b").withWeight(30))
				.withStrategy("weighted", Strategies.WEIGHTED)));
	}

	private static String first(SelectionStrategy strategy, ModelSettings... models) {
		return stage(strategy, models).call();
	}

	private static Stage stage(SelectionStrategy strategy, ModelSettings... models) {
		String[] ids = Arrays.stream(models).map((settings) -> settings.model().id()).toArray(String[]::new);
		return Stage.of(Stage.chain(Stage.CHAIN, ids).withStrategy("mine", strategy), models);
	}

	private static String slow(Stage stage, int seconds) {
		stage.pass(Duration.ofSeconds(seconds));
		return "done";
	}

	private static Map<String, Integer> tally(Stage stage, int calls) {
		Map<String, Integer> answers = new HashMap<>();
		for (int i = 0; i < calls; i++) {
			answers.merge(stage.router().call(Stage.CHAIN, Model::id), 1, Integer::sum);
		}
		return answers;
	}

	private static Map<String, String> homes(Stage stage) {
		Map<String, String> homes = new HashMap<>();
		for (int i = 0; i < 60; i++) {
			homes.put("user-" + i, stage.router().chain(Stage.CHAIN).key("user-" + i).call(stage.script));
		}
		return homes;
	}

	private static void inParallel(int threads, Callable<Object> task) throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			List<Future<Object>> running = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				running.add(pool.submit(task));
			}
			for (Future<Object> each : running) {
				each.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			pool.shutdownNow();
		}
	}

}
