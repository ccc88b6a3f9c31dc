package dev.understudy.routing;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of probes that do not end by themselves, and of those who wait for them.
 */
class HangingProbeTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<String> probed = Collections.synchronizedList(new ArrayList<>());

	@Test
	@Timeout(60)
	void probeThatHangsIsGivenUpAndInterrupted() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> hang.interruptibly()));
			CompletableFuture<ProbeResult> result = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.pass(Duration.ofSeconds(10));
			assertThat(result.get()).isEqualTo(new ProbeResult("a", Verdict.FAILED, Stage.BEGINNING.plusSeconds(10),
					Duration.ofSeconds(10), FailureKind.TIMEOUT));
			hang.awaitInterrupted();
			assertThat(stage.status("a").lastProbe()).isEqualTo(Stage.BEGINNING.plusSeconds(10));
			assertThat(stage.status("a").standbys()).extracting(Standby::reason)
				.containsExactly(StandbyReason.PROBE_FAILED);
		}
	}

	@Test
	@Timeout(60)
	void modelWhoseProbeHangsIsAskedNothingUntilItReturns() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> {
				if (asked.getAndIncrement() == 0) {
					hang.stubbornly();
				}
			}));
			CompletableFuture<ProbeResult> first = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.pass(Duration.ofSeconds(10));
			assertThat(first.get().failure()).isEqualTo(FailureKind.TIMEOUT);
			stage.pass(Duration.ofSeconds(30));
			assertThat(stage.registry().probe("a")).isEqualTo(new ProbeResult("a", Verdict.FAILED,
					Stage.BEGINNING.plusSeconds(40), Duration.ZERO, FailureKind.TIMEOUT));
			assertThat(stage.status("a").cooldownRemaining()).isEqualTo(Duration.ofSeconds(60));
			assertThat(asked).hasValue(1);
			hang.letGo();
			eventually("the probe has returned", () -> stage.registry().probe("a").reachable());
			assertThat(stage.status("a").state()).isEqualTo(ModelState.ACTIVE);
		}
	}

	@Test
	@Timeout(60)
	void lateEndOfAProbeThatWasGivenUpDecidesNothing() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> hang.stubbornly()));
			CompletableFuture<ProbeResult> result = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.pass(Duration.ofSeconds(10));
			result.get();
			hang.letGo();
			hang.thread().join(Duration.ofMillis(100).toMillis());
			assertThat(stage.status("a").standbys()).extracting(Standby::reason)
				.containsExactly(StandbyReason.PROBE_FAILED);
			assertThat(stage.timer.waiting()).isZero();
		}
	}

	@Test
	@Timeout(60)
	void probeThatIsOnItsWayIsJoined() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> {
				this.probed.add(model.id());
				hang.interruptibly();
			}));
			CompletableFuture<ProbeResult> first = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			CompletableFuture<ProbeResult> second = inBackground(() -> stage.registry().probe("a"));
			eventually("the second one waits", () -> stage.timer.waiting() == 2);
			hang.letGo();
			assertThat(second.get()).isEqualTo(first.get());
			assertThat(this.probed).containsExactly("a");
			eventually("no alarm is left", () -> stage.timer.waiting() == 0);
		}
	}

	@Test
	@Timeout(60)
	void whoJoinsAProbeWaitsNoLongerThanItsOwnBound() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> hang.interruptibly()));
			CompletableFuture<ProbeResult> first = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			CompletableFuture<Optional<Model>> second = inBackground(
					() -> stage.understudy.registry().firstWorking("single", SECOND));
			eventually("the second one waits", () -> stage.timer.waiting() == 2);
			stage.pass(SECOND);
			assertThat(second.get()).isEmpty();
			assertThat(first).isNotDone();
			assertThat(stage.status("a").standbys()).isEmpty();
			hang.letGo();
			assertThat(first.get().reachable()).isTrue();
		}
	}

	@Test
	@Timeout(60)
	void whoIsInterruptedMeanwhileGivesUpWhileTheProbeGoesOn() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> hang.interruptibly()));
			AtomicReference<Thread> caller = new AtomicReference<>();
			CompletableFuture<ProbeResult> result = inBackground(() -> {
				caller.set(Thread.currentThread());
				return stage.registry().probe("a");
			});
			hang.awaitEntered();
			caller.get().interrupt();
			assertThat(result.get().failure()).isEqualTo(FailureKind.CANCELLED);
			assertThat(stage.status("a").lastProbe()).isNull();
			hang.letGo();
			eventually("the probe has its result", () -> stage.status("a").lastProbe() != null);
		}
	}

	@Test
	@Timeout(60)
	void closedEngineCallsItsProbesOffWithoutAWordAboutTheModel() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> hang.interruptibly()));
			CompletableFuture<ProbeResult> result = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.understudy.close();
			assertThat(result.get().failure()).isEqualTo(FailureKind.CANCELLED);
			hang.awaitInterrupted();
			assertThat(stage.status("a").standbys()).isEmpty();
			assertThat(stage.registry().probe("b").failure()).isEqualTo(FailureKind.CANCELLED);
			assertThat(stage.timer.waiting()).isZero();
		}
	}

	@Test
	@Timeout(60)
	void probeThatIsCalledOffWhileItStartsEndsAndGivesBackWhatItTook() {
		AtomicReference<Runnable> gap = new AtomicReference<>(() -> {
		});
		Stage stage = Stage.with((builder, ticker) -> builder.ticker(new Ticker() {

			@Override
			public long nanos() {
				gap.getAndSet(() -> {
				}).run();
				return ticker.nanos();
			}

			@Override
			public Instant instant() {
				return ticker.instant();
			}

		}).model(Stage.model("a")).chain(Stage.CHAIN, "a").probe(probe((model) -> this.probed.add(model.id()))));
		gap.set(() -> stage.understudy.probes().stop());
		assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.CANCELLED);
		assertThat(this.probed).isEmpty();
		assertThat(stage.timer.waiting()).isZero();
		assertThat(stage.registry().probe("a").reachable()).isTrue();
		assertThat(this.probed).containsExactly("a");
	}

	@Test
	@Timeout(60)
	void probeThatIsCalledOffWhileItsAlarmIsSetLeavesNoAlarm() {
		AtomicReference<Runnable> gap = new AtomicReference<>(() -> {
		});
		AtomicReference<Stage> stage = new AtomicReference<>();
		stage.set(Stage.with((builder) -> builder.timer(new Timer() {

			@Override
			public void pause(long nanos) {
			}

			@Override
			public Alarm in(long nanos, Runnable action) {
				gap.get().run();
				return stage.get().timer.in(nanos, action);
			}

		}).model(Stage.model("a")).chain(Stage.CHAIN, "a").probe(probe((model) -> this.probed.add(model.id())))));
		gap.set(() -> stage.get().understudy.probes().stop());
		assertThat(stage.get().registry().probe("a").failure()).isEqualTo(FailureKind.CANCELLED);
		assertThat(this.probed).isEmpty();
		assertThat(stage.get().timer.waiting()).isZero();
	}

	@Test
	@Timeout(60)
	void probeThatWasCalledOffAndDoesNotReturnSaysNothingAboutItsModel() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = stage(probe((model) -> {
				if (model.id().equals("a")) {
					hang.stubbornly();
				}
			}));
			CompletableFuture<ProbeResult> first = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.understudy.probes().stop();
			assertThat(first.get().failure()).isEqualTo(FailureKind.CANCELLED);
			assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.CANCELLED);
			assertThat(stage.registry().firstWorking(Stage.CHAIN, SECOND)).map(Model::id).hasValue("b");
			assertThat(stage.status("a").standbys()).isEmpty();
			assertThat(stage.status("a").lastProbe()).isNull();
			hang.letGo();
			eventually("the probe has returned", () -> stage.registry().probe("a").reachable());
		}
	}

	@Test
	@Timeout(60)
	void probeThatHangsTakesNoPlaceOfTheCallsToItsModel() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = Stage.with((builder) -> builder.model(Stage.model("a").withMaxConcurrent(1))
				.chain(Stage.CHAIN, "a")
				.mostAbandoned(1)
				.probe(probe((model) -> hang.stubbornly())));
			CompletableFuture<ProbeResult> result = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.pass(Duration.ofSeconds(10));
			assertThat(result.get().failure()).isEqualTo(FailureKind.TIMEOUT);
			stage.registry().enable("a");
			assertThat(stage.call()).isEqualTo("from a");
		}
	}

	@Test
	@Timeout(60)
	void closedEngineCallsProbesOffOnThreadsThatAreNotItsOwnToo() throws Exception {
		try (Hang hang = new Hang()) {
			Stage stage = Stage.with((builder) -> builder.model(Stage.model("a"))
				.chain(Stage.CHAIN, "a")
				.threads((task) -> new Thread(task).start())
				.probe(probe((model) -> hang.interruptibly())));
			CompletableFuture<ProbeResult> result = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.understudy.close();
			assertThat(result.get().failure()).isEqualTo(FailureKind.CANCELLED);
			hang.awaitInterrupted();
			eventually("the thread is gone", () -> !hang.thread().isAlive());
			assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.CANCELLED);
		}
	}

	@Test
	void probeThatNoThreadTakesSaysNothingAboutItsModel() {
		Stage stage = Stage
			.with((builder) -> builder.model(Stage.model("a")).chain(Stage.CHAIN, "a").threads((task) -> {
				throw new OutOfMemoryError("unable to create native thread");
			}).probe(probe((model) -> {
			})));
		assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.CANCELLED);
		assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.CANCELLED);
		assertThat(stage.status("a").standbys()).isEmpty();
		assertThat(stage.timer.waiting()).isZero();
	}

	@Test
	@Timeout(60)
	void timeoutIsToldEvenWhenThereIsNoThreadLeftForIt() throws Exception {
		AtomicInteger tasks = new AtomicInteger();
		try (Hang hang = new Hang()) {
			Stage stage = Stage
				.with((builder) -> builder.model(Stage.model("a")).chain(Stage.CHAIN, "a").threads((task) -> {
					if (tasks.getAndIncrement() != 0) {
						throw new RejectedExecutionException("full");
					}
					new Thread(task).start();
				}).probe(probe((model) -> hang.interruptibly())));
			CompletableFuture<ProbeResult> result = inBackground(() -> stage.registry().probe("a"));
			hang.awaitEntered();
			stage.pass(Duration.ofSeconds(10));
			assertThat(result.get().failure()).isEqualTo(FailureKind.TIMEOUT);
		}
	}

	@Test
	void classifierThatBreaksLeavesNobodyWaiting() {
		Stage stage = Stage
			.with((builder) -> builder.model(Stage.model("a")).chain(Stage.CHAIN, "a").classifier((thrown) -> {
				throw new StackOverflowError();
			}).probe(probe((model) -> {
				throw new ConnectException("refused");
			})));
		assertThat(stage.registry().probe("a").failure()).isEqualTo(FailureKind.UNKNOWN);
	}

	private static Stage stage(HealthProbe... probes) {
		return Stage.with((builder) -> {
			List.of(Stage.models("a", "b", "c")).forEach(builder::model);
			List.of(probes).forEach(builder::probe);
			return builder.chain(Stage.chain(Stage.CHAIN, "a", "b", "c")).chain("single", "a");
		});
	}

	private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> result.complete(work.get()));
		thread.setDaemon(true);
		thread.start();
		return result;
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
