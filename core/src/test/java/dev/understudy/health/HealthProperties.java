package dev.understudy.health;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens to a model, its health is what the slow and obvious oracle says.
 */
class HealthProperties {

	@Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
	void healthIsWhatTheOracleSays(@ForAll("rules") HealthRules rules, @ForAll("histories") List<Step> steps) {
		HealthHistory history = new HealthHistory(rules);
		for (Step step : steps) {
			step.happen.accept(history);
			history.compare();
		}
		history.compareReports();
	}

	@Provide
	Arbitrary<HealthRules> rules() {
		Arbitrary<FailureRules> failure = Combinators
			.combine(Arbitraries.of(20, 100, 1000), Arbitraries.integers().between(1, 5),
					Arbitraries.of(0.0, 0.0, 0.3, 1.0), Arbitraries.integers().between(1, 5), Arbitraries.of(0, 0, 2),
					Arbitraries.of(0.5, 0.8, 1.0))
			.as((window, minimum, below, inARow, slow, rate) -> new FailureRules(Duration.ofSeconds(window), minimum,
					below, inARow, Duration.ofSeconds(slow), rate));
		Arbitrary<TrialRules> trial = Combinators
			.combine(Arbitraries.integers().between(1, 3), Arbitraries.integers().between(1, 3))
			.as(TrialRules::new);
		Arbitrary<Integer> longest = Arbitraries.of(10, 25, 40);
		StandbyTimes times = new StandbyTimes(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(30),
				Duration.ofSeconds(12), Duration.ofSeconds(14));
		return Combinators.combine(failure, trial, longest)
			.as((failing, proving, most) -> HealthRules.DEFAULT.withFailure(failing)
				.withTrial(proving)
				.withStandby(times)
				.withCooldown(new CooldownRules(Duration.ofSeconds(10), Duration.ofSeconds(most))));
	}

	@Provide
	Arbitrary<List<Step>> histories() {
		return Arbitraries
			.frequencyOf(Tuple.of(40, step("lease", HealthHistory::lease)),
					Tuple.of(5, step("lease anyway", HealthHistory::leaseAnyway)), Tuple.of(16, successes()),
					Tuple.of(20, failures(Arbitraries.just(FailureKind.SERVER_ERROR))),
					Tuple.of(5, failures(Arbitraries.of(FailureKind.class))), Tuple.of(3, ignored()),
					Tuple.of(16, times()), Tuple.of(1, standbys()), Tuple.of(3, switches()))
			.list()
			.ofMinSize(50)
			.ofMaxSize(200);
	}

	private Arbitrary<Step> successes() {
		return index().map((which) -> new Step("succeed " + which, (history) -> history.succeed(which)));
	}

	private Arbitrary<Step> ignored() {
		return index().map((which) -> new Step("ignore " + which, (history) -> history.ignore(which)));
	}

	private Arbitrary<Step> failures(Arbitrary<FailureKind> kinds) {
		Arbitrary<Duration> asked = Arbitraries.of(0, 1, 7, 60).map(Duration::ofSeconds).injectNull(0.5);
		return Combinators.combine(index(), kinds, asked)
			.as((which, kind, retryAfter) -> new Step("fail " + which + " " + kind + " " + retryAfter,
					(history) -> history.fail(which, kind, retryAfter)));
	}

	private Arbitrary<Step> times() {
		return Arbitraries.of(1, 400, 1000, 2500, 8000, 10000, 10001, 20000)
			.map(Duration::ofMillis)
			.map((time) -> new Step("pass " + time, (history) -> history.pass(time)));
	}

	private Arbitrary<Step> standbys() {
		Arbitrary<Duration> lengths = Arbitraries.of(1, 9, 50).map(Duration::ofSeconds).injectNull(0.1);
		return Combinators.combine(Arbitraries.of(StandbyReason.class), lengths)
			.as((reason, length) -> new Step("stand down " + reason + " " + length,
					(history) -> history.standDown(reason, length)));
	}

	private Arbitrary<Step> switches() {
		Set<StandbyReason> toEnable = EnumSet.complementOf(EnumSet.copyOf(StandbyReason.LIMITS));
		toEnable.remove(StandbyReason.MAINTENANCE_WINDOW);
		Arbitrary<Step> lifts = Arbitraries.of(StandbyReason.class)
			.map((reason) -> new Step("lift " + reason, (history) -> history.lift(Set.of(reason))));
		Arbitrary<Step> probes = Arbitraries.of(true, false)
			.map((reached) -> new Step("probe " + reached, (history) -> history.probe(reached)));
		Arbitrary<Step> liftsAll = step("lift all", (history) -> history.lift(EnumSet.allOf(StandbyReason.class)));
		return Arbitraries.oneOf(lifts, liftsAll, probes, step("enable", (history) -> history.enable(toEnable)));
	}

	private static Arbitrary<Integer> index() {
		return Arbitraries.integers().between(0, 9);
	}

	private static Arbitrary<Step> step(String name, Consumer<HealthHistory> happen) {
		return Arbitraries.just(new Step(name, happen));
	}

	/** Something that happens. */
	record Step(String name, Consumer<HealthHistory> happen) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
