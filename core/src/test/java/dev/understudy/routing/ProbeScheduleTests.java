package dev.understudy.routing;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.ModelStoodDown;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.ProbeSettings.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class ProbeScheduleTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final ProbeSettings ALL = new ProbeSettings(true, MINUTE, null, Scope.ALL);

	private static final ProbeSettings STANDBY = new ProbeSettings(true, MINUTE, null, Scope.STANDBY);

	private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

	private final Set<String> broken = ConcurrentHashMap.newKeySet();

	/** Probes that have a result, whatever it is. */
	private final AtomicInteger ended = new AtomicInteger();

	@Test
	void nothingIsProbedByDefault() {
		Stage stage = stage(ProbeSettings.DEFAULT, "a", "b");
		assertThat(stage.understudy.probes().beginDue()).isEmpty();
		stage.pass(Duration.ofDays(1));
		assertThat(stage.understudy.probes().beginDue()).isEmpty();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void everyModelIsProbedOnceInEachInterval() {
		Stage stage = stage(ALL, "a", "b");
		drive(stage, Duration.ofMinutes(10).plusSeconds(1));
		assertThat(Collections.frequency(this.asked, "a")).isEqualTo(10);
		assertThat(Collections.frequency(this.asked, "b")).isEqualTo(10);
	}

	@Test
	void firstProbesAreSpreadOverTheInterval() {
		Set<Duration> firsts = new TreeSet<>();
		for (double draw : new double[] { 0, 0.25, 0.99 }) {
			Stage stage = stage(ALL, "a");
			stage.draw = draw;
			stage.understudy.probes().beginDue().ifPresent(firsts::add);
		}
		assertThat(firsts).containsExactly(Duration.ZERO, Duration.ofSeconds(15), Duration.ofMillis(59400));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.5, 0.999 })
	void eachIntervalIsUpToATenthShorterOrLonger(double draw) {
		Stage stage = stage(ALL, "a");
		stage.draw = 0;
		stage.understudy.probes().beginDue();
		stage.draw = draw;
		Duration next = stage.understudy.probes().beginDue().orElseThrow();
		assertThat(next).isEqualTo(Duration.ofMillis(Math.round(60_000 * (0.9 + 0.2 * draw))));
	}

	@Test
	void byDefaultOnlyModelsThatAreNotActiveAreProbed() {
		Stage stage = stage(STANDBY, "a", "b", "c");
		stage.rateLimit(Duration.ofHours(1), "b");
		drive(stage, Duration.ofMinutes(5));
		assertThat(new HashSet<>(this.asked)).containsExactly("b");
	}

	@Test
	void modelThatSomebodyTookOutOrThatIsDisabledIsNotProbed() {
		Stage stage = Stage.with((builder) -> {
			List.of("manual", "maintained", "limited", "free")
				.forEach((id) -> builder.model(Stage.model(id).withProbe(ALL)));
			return builder.model(Stage.model("off").withProbe(ALL).withEnabled(false))
				.chain("maintained", "maintained")
				.chain("limited", "limited")
				.probe(probe());
		});
		stage.disable("manual");
		standDown(stage, "maintained", StandbyReason.MAINTENANCE_WINDOW);
		standDown(stage, "limited", StandbyReason.BUDGET_EXCEEDED);
		drive(stage, Duration.ofMinutes(5));
		assertThat(new HashSet<>(this.asked)).containsExactly("free");
		assertThat(stage.registry().probe("manual").reachable()).isTrue();
	}

	@Test
	void recoveryIsFoundWithoutACall() {
		Stage stage = Stage.with((builder) -> builder.model(Stage.touchy("a").withProbe(STANDBY))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b"))
			.probe(probe()));
		stage.script.dead("a", FailureKind.SERVER_ERROR);
		stage.call();
		assertThat(stage.status("a").state()).isEqualTo(ModelState.STANDBY);
		drive(stage, Duration.ofMinutes(4));
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
		assertThat(stage.events.of(ModelRecovered.class)).extracting(ModelRecovered::model).containsExactly("a");
		assertThat(stage.status("a").requestsUsed()).isEqualTo(1);
	}

	@Test
	void modelThatGoesOnFailingNeverComesBackBetweenTwoProbesAndIsToldOnce() {
		Duration interval = Duration.ofMinutes(5);
		Stage stage = stage(new ProbeSettings(true, interval, Duration.ofSeconds(10), Scope.ALL), "a");
		this.broken.add("a");
		stage.draw = 0.999;
		drive(stage, interval.plusSeconds(1));
		assertThat(this.asked).hasSize(1);
		for (int i = 0; i < 120; i++) {
			assertThat(stage.status("a").state()).as("after %s seconds", 10 * i).isEqualTo(ModelState.STANDBY);
			drive(stage, Duration.ofSeconds(10));
		}
		assertThat(this.asked).hasSizeGreaterThan(3);
		assertThat(stage.events.of(ModelStoodDown.class)).hasSize(1);
		this.broken.clear();
		drive(stage, interval.multipliedBy(2));
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	@Timeout(60)
	void thousandModelsAreProbedAtOnceOnBoundedThreads() {
		String[] ids = IntStream.range(0, 1000).mapToObj((i) -> "m" + i).toArray(String[]::new);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Stage stage = stage(ALL, ids, (id) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			pause(Duration.ofMillis(50));
			running.decrementAndGet();
		});
		long began = beginAll(stage);
		eventually("all have been probed", () -> lastProbes(stage).size() == ids.length);
		Duration took = Duration.ofNanos(System.nanoTime() - began);
		assertThat(took).as("one after the other would take twice as long").isLessThan(Duration.ofSeconds(25));
		assertThat(most.get()).isBetween(Prober.PLACES / 4, Prober.PLACES);
		assertThat(stage.registry().summary().active()).isEqualTo(ids.length);
		assertThat(stage.registry().summary().lastCheck()).isEqualTo(stage.ticker.instant());
	}

	@Test
	@Timeout(60)
	void modelsThatHangDelayTheOthersByOneTimeoutAtMost() {
		String[] ids = IntStream.range(0, 300).mapToObj((i) -> "m" + i).toArray(String[]::new);
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger hanging = new AtomicInteger();
		Stage stage = stage(ALL, ids, (id) -> {
			if (Integer.parseInt(id.substring(1)) % 2 == 0) {
				hanging.incrementAndGet();
				awaitStubbornly(gate);
			}
		});
		beginAll(stage);
		eventually("every place is taken by one that hangs, or all others are probed",
				() -> hanging.get() == Prober.PLACES || lastProbes(stage).size() == 150);
		stage.pass(Duration.ofSeconds(10));
		eventually("the others are probed, too", () -> lastProbes(stage).size() >= 150 && hanging.get() == 150);
		stage.pass(Duration.ofSeconds(10));
		eventually("all have a result", () -> lastProbes(stage).size() == ids.length);
		eventually("half of them are down", () -> stage.registry().summary().standby() == 150);
		assertThat(stage.registry().summary().active()).isEqualTo(150);
		gate.countDown();
	}

	@Test
	@Timeout(60)
	void modelThatHangsIsNotAskedAgainAndStaysDown() {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger entered = new AtomicInteger();
		Stage stage = stage(ALL, new String[] { "a" }, (id) -> {
			entered.incrementAndGet();
			awaitStubbornly(gate);
		});
		beginAll(stage);
		eventually("it hangs", () -> entered.get() == 1);
		stage.pass(Duration.ofSeconds(10));
		eventually("it is down", () -> stage.status("a").state() == ModelState.STANDBY);
		for (int i = 0; i < 10; i++) {
			stage.pass(Duration.ofSeconds(66));
			stage.understudy.probes().beginDue();
			assertThat(stage.status("a").state()).isEqualTo(ModelState.STANDBY);
		}
		assertThat(entered).hasValue(1);
		gate.countDown();
	}

	@Test
	@Timeout(60)
	void whoWaitsForAProbeNeedsNoPlace() {
		String[] ids = IntStream.range(0, Prober.PLACES + 2).mapToObj((i) -> "m" + i).toArray(String[]::new);
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger hanging = new AtomicInteger();
		Set<String> running = ConcurrentHashMap.newKeySet();
		Stage stage = stage(ALL, ids, (id) -> {
			running.add(id);
			if (hanging.incrementAndGet() <= Prober.PLACES) {
				awaitStubbornly(gate);
			}
		});
		beginAll(stage);
		eventually("every place is taken", () -> hanging.get() == Prober.PLACES);
		String waiting = List.of(ids).stream().filter((id) -> !running.contains(id)).findFirst().orElseThrow();
		assertThat(stage.registry().probe(waiting).reachable()).isTrue();
		gate.countDown();
		eventually("all others are probed", () -> lastProbes(stage).size() == ids.length);
		assertThat(hanging).hasValue(ids.length);
	}

	@Test
	@Timeout(60)
	void stoppedScheduleCallsOffWhatWaitsAndWhatRuns() {
		String[] ids = IntStream.range(0, Prober.PLACES + 10).mapToObj((i) -> "m" + i).toArray(String[]::new);
		CountDownLatch never = new CountDownLatch(1);
		AtomicInteger entered = new AtomicInteger();
		Stage stage = stage(ALL, ids, (id) -> {
			entered.incrementAndGet();
			await(never);
		});
		beginAll(stage);
		eventually("every place is taken", () -> entered.get() == Prober.PLACES);
		stage.understudy.probes().stop();
		eventually("all threads are free", () -> this.ended.get() == Prober.PLACES);
		assertThat(entered).hasValue(Prober.PLACES);
		assertThat(lastProbes(stage)).isEmpty();
		assertThat(stage.timer.waiting()).isZero();
		assertThat(stage.registry().summary().active()).isEqualTo(ids.length);
		never.countDown();
		eventually("models can be probed again", () -> stage.registry().probe("m0").reachable());
	}

	@Test
	void otherSettingsAreFollowedAndRemovedModelsAreForgotten() {
		Stage stage = stage(ALL, "a", "b");
		AtomicInteger told = new AtomicInteger();
		stage.understudy.probes().whenChanged(told::incrementAndGet);
		drive(stage, Duration.ofSeconds(61));
		this.asked.clear();
		ProbeSettings often = new ProbeSettings(true, Duration.ofSeconds(1), null, Scope.ALL);
		stage.understudy
			.perform(new Repertoire(List.of(Stage.model("a").withProbe(often), Stage.model("c").withProbe(ALL)),
					List.of(Stage.chain(Stage.CHAIN, "a"))));
		assertThat(told).hasValue(1);
		drive(stage, Duration.ofSeconds(61));
		assertThat(Collections.frequency(this.asked, "a")).isGreaterThan(50);
		assertThat(Collections.frequency(this.asked, "c")).isEqualTo(1);
		assertThat(this.asked).doesNotContain("b");
		stage.understudy.perform(new Repertoire(List.of(Stage.model("a")), List.of()));
		assertThat(stage.understudy.probes().beginDue()).isEmpty();
	}

	@Test
	void changeWithoutAnybodyWhoDrivesTheScheduleHarmsNothing() {
		Stage stage = stage(ALL, "a");
		stage.understudy.perform(stage.understudy.repertoire());
		assertThat(stage.registry().statuses()).hasSize(1);
	}

	@Test
	void longestIntervalsAreBounded() {
		assertThat(ProbeSchedule.longest(MINUTE, Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(77));
		assertThat(ProbeSchedule.longest(Duration.ofNanos(Long.MAX_VALUE), MINUTE)).isEqualTo(Duration.ofDays(365));
		Stage stage = stage(new ProbeSettings(true, Duration.ofNanos(Long.MAX_VALUE), null, Scope.ALL), "a");
		assertThat(stage.understudy.probes().beginDue()).isPresent();
	}

	@Test
	void modelThatNobodyCanProbeIsLeftAlone() {
		Stage stage = Stage.with((builder) -> builder.model(Stage.model("a").withProbe(ALL)).chain(Stage.CHAIN, "a"));
		drive(stage, Duration.ofMinutes(3));
		assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
		assertThat(stage.status("a").lastProbe()).isNull();
	}

	/** Lets time pass as a scheduler would, and waits for each probe. */
	private void drive(Stage stage, Duration time) {
		Instant end = stage.ticker.instant().plus(time);
		while (true) {
			Duration next = stage.understudy.probes().beginDue().orElse(time);
			settle(stage);
			Duration left = Duration.between(stage.ticker.instant(), end);
			if (next.compareTo(left) > 0) {
				stage.pass(left);
				return;
			}
			stage.pass(next);
		}
	}

	/** All that was asked for has ended: no alarm of a probe is set. */
	private static void settle(Stage stage) {
		eventually("the probes have ended", () -> stage.timer.waiting() == 0);
	}

	/** Begins a probe of every model. */
	private static long beginAll(Stage stage) {
		stage.draw = 0;
		stage.understudy.probes().beginDue();
		long began = System.nanoTime();
		stage.understudy.probes().beginDue();
		return began;
	}

	private static List<Instant> lastProbes(Stage stage) {
		return stage.registry().statuses().stream().map(ModelStatus::lastProbe).filter(Objects::nonNull).toList();
	}

	private static void standDown(Stage stage, String id, StandbyReason reason) {
		Call call = stage.understudy.begin(CallSpec.chain(id), Asked.ANYTHING);
		call.next();
		call.seat().live().health().standDown(reason, null, null);
		call.answered("yes");
	}

	private Stage stage(ProbeSettings settings, String... ids) {
		return stage(settings, ids, (id) -> {
		});
	}

	private Stage stage(ProbeSettings settings, String[] ids, Consumer<String> answer) {
		return Stage.with((builder) -> {
			for (String id : ids) {
				builder.model(Stage.model(id).withProbe(settings));
			}
			return builder.chain(Stage.chain(Stage.CHAIN, ids[0])).probe(probe(answer));
		});
	}

	private HealthProbe probe() {
		return probe((id) -> {
		});
	}

	private HealthProbe probe(Consumer<String> answer) {
		return new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				return true;
			}

			@Override
			public void probe(Model model, Duration timeout) throws ConnectException {
				ProbeScheduleTests.this.asked.add(model.id());
				try {
					answer.accept(model.id());
				}
				finally {
					ProbeScheduleTests.this.ended.incrementAndGet();
				}
				if (ProbeScheduleTests.this.broken.contains(model.id())) {
					throw new ConnectException("refused");
				}
			}

		};
	}

	private static void pause(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void awaitStubbornly(CountDownLatch latch) {
		while (latch.getCount() != 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// It ignores interrupts.
			}
		}
	}

}
