package dev.understudy.routing;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import ch.qos.logback.classic.Level;
import dev.understudy.CurrentModel;
import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.ModelStoodDown;
import dev.understudy.Price;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.failure.FailureKind;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProberTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<String> probed = Collections.synchronizedList(new ArrayList<>());

	@Test
	void probeThatReturnsReachesItsModel() {
		Stage stage = stage(probe((model) -> {
		}));
		assertThat(stage.registry().probe("a"))
			.isEqualTo(new ProbeResult("a", Verdict.REACHABLE, Stage.BEGINNING, Duration.ZERO, null));
		assertThat(stage.status("a").lastProbe()).isEqualTo(Stage.BEGINNING);
		assertThat(stage.registry().summary().lastCheck()).isEqualTo(Stage.BEGINNING);
	}

	@Test
	void probeTellsHowLongItTook() {
		AtomicReference<Stage> stage = new AtomicReference<>();
		stage.set(stage(probe((model) -> stage.get().pass(SECOND))));
		assertThat(stage.get().registry().probe("a").took()).isEqualTo(SECOND);
	}

	@Test
	void latestProbeOfAllModelsIsTheLastCheck() {
		Stage stage = stage(probe((model) -> {
		}));
		stage.registry().probe("b");
		stage.pass(SECOND);
		stage.registry().probe("a");
		assertThat(stage.registry().summary().lastCheck()).isEqualTo(Stage.BEGINNING.plus(SECOND));
	}

	@Test
	void probeThatThrowsStandsItsModelDown() {
		Stage stage = stage(probe((model) -> {
			throw new ConnectException("refused");
		}));
		ProbeResult result = stage.registry().probe("a");
		assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
		assertThat(result.failure()).isEqualTo(FailureKind.NETWORK_ERROR);
		assertThat(stage.status("a").standbys()).singleElement()
			.satisfies((standby) -> assertThat(standby.reason()).isEqualTo(StandbyReason.PROBE_FAILED));
	}

	@Test
	void goodProbeFindsRecovery() {
		CountDownLatch broken = new CountDownLatch(1);
		Stage stage = stage(probe((model) -> {
			if (broken.getCount() != 0) {
				throw new ConnectException("refused");
			}
		}));
		stage.registry().probe("a");
		broken.countDown();
		stage.registry().probe("a");
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
	}

	@ParameterizedTest
	@EnumSource(FailureKind.class)
	void refusalThatOnlyAReachableProviderGivesIsNoFailure(FailureKind kind) {
		Stage stage = stage(probe((model) -> {
			throw Trouble.of(kind);
		}));
		boolean reached = List
			.of(FailureKind.BAD_REQUEST, FailureKind.RATE_LIMIT, FailureKind.CONTENT_FILTER, FailureKind.CONTEXT_LENGTH)
			.contains(kind);
		ProbeResult result = stage.registry().probe("a");
		assertThat(result.reachable()).isEqualTo(reached);
		assertThat(result.failure()).isEqualTo(kind);
		assertThat(stage.status("a").standbys().isEmpty()).isEqualTo(reached);
	}

	@Test
	void probeThatBreaksBreaksNobodyElse() {
		Stage stage = stage(probe((model) -> {
			throw new NoClassDefFoundError("gone");
		}));
		assertThat(stage.registry().probe("a").verdict()).isEqualTo(Verdict.FAILED);
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void tokensThatAProbeReportsAreTheModels() {
		Stage stage = stage(probe((model) -> {
			assertThat(CurrentModel.require()).isEqualTo(model);
			CurrentModel.usage(7, 3);
		}));
		assertThat(stage.registry().probe("a").reachable()).isTrue();
		assertThat(stage.status("a").tokensUsed()).isEqualTo(10);
		assertThat(stage.events.of(Recorder.Used.class)).containsExactly(new Recorder.Used("a", new Usage(7, 3)));
		assertThat(CurrentModel.find()).isEmpty();
	}

	@Test
	void tokensThatAProbeReportsCountForLimitsButNoRequestDoes() {
		Period day = Period.of(Duration.ofDays(1));
		Limits limits = Limits.of(Limit.requests(1, day), Limit.tokens(100, day), Limit.budget(20, day));
		Model priced = new Model("a", "provider", "a-name", Set.of(), 0, new Price(1_000_000, 1_000_000));
		Stage stage = Stage.with((builder) -> builder.model(ModelSettings.of(priced).withLimits(limits))
			.model(Stage.model("b"))
			.chain(Stage.CHAIN, "a", "b")
			.probe(probe((model) -> CurrentModel.usage(7, 3))));
		stage.registry().probe("a");
		assertThat(stage.status("a").requestsUsed()).isZero();
		assertThat(stage.status("a").tokensUsed()).isEqualTo(10);
		assertThat(stage.status("a").costUsed()).isEqualTo(10);
		assertThat(stage.status("a").standbys()).isEmpty();
		stage.registry().probe("a");
		assertThat(stage.status("a").overBudget()).isTrue();
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void probeIsNoCallOfAnyChain() {
		Stage stage = stage(probe((model) -> {
		}));
		stage.registry().probe("a");
		assertThat(stage.events.all()).isEmpty();
		assertThat(stage.status("a").requestsUsed()).isZero();
		assertThat(stage.registry().statistics().chains().get(Stage.CHAIN).calls()).isZero();
	}

	@Test
	void probeSeesTheClassLoaderOfWhoeverBuiltTheEngine() {
		AtomicReference<ClassLoader> seen = new AtomicReference<>();
		Stage stage = stage(probe((model) -> seen.set(Thread.currentThread().getContextClassLoader())));
		stage.registry().probe("a");
		assertThat(seen).hasValue(Thread.currentThread().getContextClassLoader());
	}

	@ParameterizedTest
	@ValueSource(classes = { NoClassDefFoundError.class, AssertionError.class, StackOverflowError.class,
			OutOfMemoryError.class })
	void errorOfAProbeIsAFailureOfItsModelAlone(Class<? extends Error> type) {
		Stage stage = stage(probe((model) -> throwNew(type)));
		assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.UNKNOWN);
		assertThat(stage.registry().probe("b").failure()).isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void nothingThatAProbeThrowsIsSeenInTheLogOrAnEvent() {
		Stage stage = stage(new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				throw Trouble.of(FailureKind.UNKNOWN);
			}

			@Override
			public void probe(Model model, Duration timeout) {
			}

		}, probe((model) -> {
			throw Trouble.of(FailureKind.AUTH_ERROR);
		}));
		try (LogLines log = new LogLines()) {
			ProbeResult result = stage.registry().probe("a");
			assertThat(result.toString()).doesNotContain(Trouble.CANARY);
			assertThat(log.all()).hasSize(3).noneMatch((line) -> line.contains(Trouble.CANARY));
			assertThat(stage.events.all()).hasSize(2).noneMatch((event) -> event.toString().contains(Trouble.CANARY));
			assertThat(stage.status("a").toString()).doesNotContain(Trouble.CANARY);
		}
	}

	@Test
	void alertIsToldOnceForAModelThatGoesOnFailing() {
		Stage stage = stage(probe((model) -> {
			throw new ConnectException("refused");
		}));
		for (int i = 0; i < 5; i++) {
			stage.registry().probe("a");
			stage.pass(Duration.ofSeconds(30));
		}
		assertThat(stage.events.of(ModelStoodDown.class)).singleElement()
			.satisfies((event) -> assertThat(event.reason()).isEqualTo(StandbyReason.PROBE_FAILED));
	}

	@Test
	void modelsOwnBoundBeatsThatOfTheBuilder() {
		List<Duration> bounds = new ArrayList<>();
		ProbeSettings own = new ProbeSettings(false, SECOND, Duration.ofSeconds(3), ProbeSettings.Scope.ALL);
		Stage stage = Stage.with((builder) -> builder.model(Stage.model("a").withProbe(own))
			.chain(Stage.CHAIN, "a")
			.probeTimeout(Duration.ofSeconds(7))
			.probe(timed(bounds)));
		stage.registry().probe("a");
		assertThat(bounds).containsExactly(Duration.ofSeconds(3));
	}

	@Test
	void callerWhoGivesUpSaysNothingAboutTheModel() {
		CountDownLatch never = new CountDownLatch(1);
		Stage stage = stage(probe((model) -> never.await()));
		Thread.currentThread().interrupt();
		ProbeResult result = stage.registry().probe("a");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
		assertThat(result.failure()).isEqualTo(FailureKind.CANCELLED);
		assertThat(stage.status("a").standbys()).isEmpty();
		assertThat(stage.status("a").lastProbe()).isNull();
	}

	@Test
	void modelThatNobodyCanProbeIsNotProbed() {
		Stage stage = stage();
		assertThat(stage.registry().probe("a").verdict()).isEqualTo(Verdict.UNSUPPORTED);
		assertThat(stage.status("a").lastProbe()).isNull();
	}

	@Test
	void firstProbeThatSupportsAModelIsUsed() {
		Stage stage = stage(only("b"), probe((model) -> this.probed.add("second")), probe((model) -> {
			throw new IllegalStateException("third");
		}));
		assertThat(stage.registry().probe("a").reachable()).isTrue();
		assertThat(stage.registry().probe("b").reachable()).isTrue();
		assertThat(this.probed).containsExactly("second", "b");
	}

	@Test
	void probeThatCannotSayWhatItSupportsIsPassedOverAndReportedOnce() {
		Stage stage = stage(new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				throw new IllegalStateException("never seen");
			}

			@Override
			public void probe(Model model, Duration timeout) {
				throw new IllegalStateException("never reached");
			}

		}, only("a"));
		try (LogLines log = new LogLines()) {
			assertThat(stage.registry().probe("a").reachable()).isTrue();
			assertThat(stage.registry().probe("a").reachable()).isTrue();
			assertThat(log.at(Level.WARN)).singleElement()
				.asString()
				.startsWith("Health probe '")
				.doesNotContain("never seen");
		}
	}

	@Test
	void firstWorkingProbesInTheOrderWritten() {
		Stage stage = stage(probe((model) -> {
			this.probed.add(model.id());
			if (model.id().equals("a")) {
				throw new ConnectException("refused");
			}
		}));
		assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("b");
		assertThat(this.probed).containsExactly("a", "b");
	}

	@Test
	void firstWorkingAsksAModelOnStandbyButNoneThatSomebodyTookOut() {
		Stage stage = stage(probe((model) -> this.probed.add(model.id())));
		stage.disable("a");
		stage.rateLimit(Duration.ofMinutes(1), "b");
		assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("b");
		assertThat(this.probed).containsExactly("b");
	}

	@Test
	void firstWorkingTakesAModelThatCannotBeProbedForWorkingUnlessItIsOnStandby() {
		Stage stage = stage(only("c"));
		assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("a");
		stage.rateLimit(Duration.ofMinutes(1), "a");
		assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("b");
		stage.rateLimit(Duration.ofMinutes(1), "b");
		assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("c");
	}

	@Test
	void firstWorkingLeavesOutWhatIsDisabledInTheConfiguration() {
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withEnabled(false), Stage.seat("b")),
				Stage.models("a", "b"));
		assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("b");
	}

	@Test
	void probeWithoutABoundGetsThatOfTheBuilder() {
		List<Duration> bounds = new ArrayList<>();
		Stage stage = Stage.with((builder) -> builder.model(Stage.model("a"))
			.chain(Stage.CHAIN, "a")
			.probeTimeout(Duration.ofSeconds(7))
			.probe(timed(bounds)));
		stage.registry().probe("a");
		stage.registry().firstWorking(Stage.CHAIN, SECOND);
		assertThat(bounds).containsExactly(Duration.ofSeconds(7), SECOND);
	}

	private static Stage stage(HealthProbe... probes) {
		return Stage.with((builder) -> {
			List.of(Stage.models("a", "b", "c")).forEach(builder::model);
			List.of(probes).forEach(builder::probe);
			return builder.chain(Stage.chain(Stage.CHAIN, "a", "b", "c")).chain("single", "a");
		});
	}

	private static void throwNew(Class<? extends Error> type) throws ReflectiveOperationException {
		throw type.getConstructor().newInstance();
	}

	private static HealthProbe timed(List<Duration> bounds) {
		return new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				return true;
			}

			@Override
			public void probe(Model model, Duration timeout) {
				bounds.add(timeout);
			}

		};
	}

	private HealthProbe only(String id) {
		return probe((model) -> model.id().equals(id), (model) -> this.probed.add(model.id()));
	}

	private static HealthProbe probe(Check check) {
		return probe((model) -> true, check);
	}

	private static HealthProbe probe(Predicate<Model> supported, Check check) {
		return new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				return supported.test(model);
			}

			@Override
			public void probe(Model model, Duration timeout) throws Exception {
				check.of(model);
			}

		};
	}

	@FunctionalInterface
	private interface Check {

		void of(Model model) throws Exception;

	}

}
