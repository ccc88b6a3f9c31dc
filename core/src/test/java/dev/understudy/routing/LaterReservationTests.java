package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.RouterListener;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.Limit;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.limit.WhenStoreIsDown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Calls whose limits are kept by a store that tells later.
 */
class LaterReservationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(90);

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private static final long GLANCE = Duration.ofNanos(50_000).toNanos();

	private static final Duration INSTANT = Duration.ofNanos(1);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final LateStore store = new LateStore();

	private final List<String> tried = new ArrayList<>();

	/** Of fifty calls, those that have not ended. */
	private final CountDownLatch ending = new CountDownLatch(50);

	private AsyncHouse house = house(1, WhenStoreIsDown.COUNT_LOCALLY);

	@Test
	void callGoesOnWhenTheStoreHasTold() throws Exception {
		CompletableFuture<Routed<String>> call = call();
		assertThat(call).isNotDone();
		assertThat(this.tried).isEmpty();
		assertThat(this.store.answer()).isOne();
		assertThat(call.get().value()).isEqualTo("a");
		assertThat(used()).isOne();
		assertThat(this.house.timer().waiting()).isZero();
	}

	@Test
	void modelWhoseLimitIsReachedMeanwhileIsSkippedAndTheNextIsTried() throws Exception {
		CompletableFuture<Routed<String>> first = call();
		CompletableFuture<Routed<String>> second = call();
		this.store.answer();
		assertThat(first.get().value()).isEqualTo("a");
		assertThat(second.get().value()).isEqualTo("b");
		assertThat(second.get().skipped()).isEqualTo(Map.of("a", Set.of("REQUEST_LIMIT")));
		assertThat(second.get().outcome()).isEqualTo(Outcome.FELL_BACK);
	}

	@Test
	void modelThatOthersBroughtToItsLimitStillServesWhoHasReserved() throws Exception {
		this.house = house(2, WhenStoreIsDown.COUNT_LOCALLY);
		CompletableFuture<Routed<String>> first = call();
		CompletableFuture<Routed<String>> second = call();
		CompletableFuture<Routed<String>> third = call();
		this.store.answerLastFirst();
		assertThat(first.get().value()).isEqualTo("a");
		assertThat(second.get().value()).isEqualTo("a");
		assertThat(third.get().value()).isEqualTo("b");
	}

	@Test
	void modelThatStandsDownMeanwhileGetsItsReservationBack() throws Exception {
		CompletableFuture<Routed<String>> call = call();
		this.house.understudy().registry().disable("a", null, "out");
		this.store.answer();
		assertThat(call.get().value()).isEqualTo("b");
		assertThat(call.get().skipped()).isEqualTo(Map.of("a", Set.of("MANUAL")));
		assertThat(used()).isZero();
	}

	@Test
	void deadlineEndsACallThatReservesAndWhatComesLaterIsGivenBack() {
		CompletableFuture<Routed<String>> call = this.house.route(Duration.ofMillis(50), this::answer);
		this.house.timer().advance(Duration.ofMillis(50).minus(INSTANT));
		assertThat(call).isNotDone();
		this.house.timer().advance(INSTANT);
		assertThat(failure(call).kind()).isEqualTo(FailureKind.TIMEOUT);
		assertThat(failure(call).skipped()).as("nobody was passed over").isEmpty();
		this.store.answer();
		assertThat(used()).isZero();
		assertThat(this.tried).isEmpty();
		assertThat(this.house.timer().waiting()).isZero();
	}

	@Test
	void callerWhoLeavesGivesBackWhatComesLater() {
		CompletableFuture<Routed<String>> call = call();
		call.cancel(true);
		assertThat(this.house.timer().waiting()).isZero();
		assertThat(this.store.answer()).isOne();
		assertThat(used()).isZero();
		assertThat(this.tried).isEmpty();
	}

	@Test
	void storeThatDoesNotAnswerInTimeIsDoneWithout() throws Exception {
		CompletableFuture<Routed<String>> call = call();
		this.house.timer().advance(PATIENCE.minus(INSTANT));
		assertThat(call).isNotDone();
		this.house.timer().advance(INSTANT);
		assertThat(call.get().value()).isEqualTo("a");
		assertThat(used()).isOne();
		assertThat(this.house.timer().waiting()).as("what the store is owed").isOne();
		assertThat(call().get().value()).isEqualTo("b");
		assertThat(this.store.asks()).isOne();
		this.store.answer();
		assertThat(used()).isOne();
	}

	@Test
	void storeThatIsDownAddsNoWaitingUntilItIsAskedAgain() throws Exception {
		this.house = house(9, WhenStoreIsDown.COUNT_LOCALLY);
		CompletableFuture<Routed<String>> first = call();
		this.store.fail();
		assertThat(first.get().value()).isEqualTo("a");
		assertThat(call().get().value()).isEqualTo("a");
		assertThat(this.store.asks()).isOne();
		this.house.timer().advance(SECOND);
		CompletableFuture<Routed<String>> asking = call();
		assertThat(asking).isNotDone();
		assertThat(call().get().value()).isEqualTo("a");
		this.store.answer();
		assertThat(asking.get().value()).isEqualTo("a");
		assertThat(used()).isEqualTo(4);
	}

	@Test
	void modelIsNotUsedWhileTheStoreIsDownWhereThatIsSaid() throws Exception {
		this.house = house(9, WhenStoreIsDown.REFUSE);
		CompletableFuture<Routed<String>> first = call();
		this.house.timer().advance(PATIENCE);
		assertThat(first.get().value()).isEqualTo("b");
		assertThat(first.get().skipped()).isEqualTo(Map.of("a", Set.of("REQUEST_LIMIT")));
		assertThat(call().get().skipped()).isEqualTo(Map.of("a", Set.of("REQUEST_LIMIT")));
		assertThat(this.house.understudy().registry().available("chain")).extracting(Model::id).containsExactly("b");
		assertThat(this.house.understudy().registry().status("a").standbys()).isEmpty();
		assertThat(this.store.asks()).isOne();
		this.store.answer();
		assertThat(call().get().value()).isEqualTo("b");
		this.house.timer().advance(SECOND);
		CompletableFuture<Routed<String>> asking = call();
		assertThat(call().get().value()).isEqualTo("b");
		this.store.answer();
		assertThat(asking.get().value()).isEqualTo("a");
		assertThat(used()).isOne();
	}

	@Test
	void chainOfRefusedModelsEndsAsItsQuotaWere() {
		this.house = new AsyncHouse(builder(9, WhenStoreIsDown.REFUSE)
			.chain(Timed.chain(Timed.NONE, DEADLINE, "a").withWhenUnavailable(WhenUnavailable.TRY_ANYWAY)));
		CompletableFuture<Routed<String>> call = call();
		this.store.fail();
		assertThat(failure(call).kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void modelsAreTriedAnywayOnce() {
		this.house = new AsyncHouse(builder(1, WhenStoreIsDown.COUNT_LOCALLY)
			.chain(Timed.chain(Timed.NONE, DEADLINE, "a").withWhenUnavailable(WhenUnavailable.TRY_ANYWAY)));
		CompletableFuture<Routed<String>> first = call();
		CompletableFuture<Routed<String>> second = call();
		this.store.answer();
		assertThat(first).isCompleted();
		assertThat(failure(second).kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void lastResortThatIsTriedAnywayReservesLaterToo() throws Exception {
		this.house = lastResort(1);
		CompletableFuture<Routed<String>> call = call();
		this.store.answer();
		assertThat(call.get().value()).isEqualTo("a");
	}

	@Test
	void lastResortThatOthersBroughtToItsLimitStillServesWhoHasReserved() throws Exception {
		this.house = lastResort(2);
		CompletableFuture<Routed<String>> first = call();
		CompletableFuture<Routed<String>> second = call();
		CompletableFuture<Routed<String>> third = call();
		this.store.answerLastFirst();
		assertThat(first.get().value()).isEqualTo("a");
		assertThat(second.get().value()).isEqualTo("a");
		assertThat(failure(third).kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
		assertThat(used()).isEqualTo(2);
	}

	@Test
	void lastResortThatIsTakenOutMeanwhileIsNotTried() {
		this.house = lastResort(1);
		CompletableFuture<Routed<String>> call = call();
		this.house.understudy().registry().disable("a", null, "out");
		this.store.answer();
		assertThat(failure(call).skipped()).isEqualTo(Map.of("a", Set.of("MANUAL")));
		assertThat(used()).isZero();
		assertThat(this.tried).isEmpty();
	}

	@Test
	void retryReservesAnewAndWaitsForItsPauseFirst() throws Exception {
		RetryPolicy twice = new RetryPolicy(2, SECOND, 1, SECOND, 0, Duration.ZERO);
		this.house = new AsyncHouse(builder(1, WhenStoreIsDown.COUNT_LOCALLY).classifier(Trouble.CLASSIFIER)
			.chain(ChainSettings.of("chain", List.of(Timed.seat("a", Timed.NONE).withRetry(twice)))));
		AtomicBoolean failed = new AtomicBoolean();
		CompletableFuture<Routed<String>> call = this.house.route((model) -> {
			if (failed.compareAndSet(false, true)) {
				throw Trouble.of(FailureKind.SERVER_ERROR);
			}
			return answer(model);
		});
		this.store.answer();
		assertThat(used()).isZero();
		this.house.timer().advance(SECOND.minus(INSTANT));
		assertThat(this.store.asks()).isOne();
		this.house.timer().advance(INSTANT);
		assertThat(this.store.answer()).isOne();
		assertThat(call.get().value()).isEqualTo("a");
		assertThat(used()).isOne();
	}

	@Test
	void retryWhoseReservationIsRefusedGoesOnToTheNext() throws Exception {
		RetryPolicy atOnce = new RetryPolicy(2, INSTANT, 1, INSTANT, 0, Duration.ZERO);
		this.house = new AsyncHouse(builder(1, WhenStoreIsDown.COUNT_LOCALLY).classifier(Trouble.CLASSIFIER)
			.model(Timed.model("b"))
			.chain(ChainSettings.of("chain",
					List.of(Timed.seat("a", Timed.NONE).withRetry(atOnce), Timed.seat("b", Timed.NONE)))));
		CompletableFuture<Routed<String>> call = this.house.route((model) -> {
			if (model.id().equals("a")) {
				throw Trouble.of(FailureKind.SERVER_ERROR);
			}
			return answer(model);
		});
		this.store.answer();
		CompletableFuture<Routed<String>> other = call();
		this.house.timer().advance(INSTANT);
		this.store.answer();
		assertThat(other.get().value()).isEqualTo("a");
		assertThat(call.get().value()).isEqualTo("b");
		assertThat(call.get().attempts()).hasSize(2);
		assertThat(used()).isOne();
	}

	@Test
	void pauseOfARetryIsNotCutByALateAnswer() throws Exception {
		RetryPolicy twice = new RetryPolicy(2, SECOND, 1, SECOND, 0, Duration.ZERO);
		this.house = new AsyncHouse(builder(9, WhenStoreIsDown.COUNT_LOCALLY).classifier(Trouble.CLASSIFIER)
			.chain(ChainSettings.of("chain", List.of(Timed.seat("a", Timed.NONE).withRetry(twice)))));
		CompletableFuture<Routed<String>> call = this.house.route((model) -> {
			this.tried.add(model.id());
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		this.house.timer().advance(PATIENCE);
		assertThat(this.tried).hasSize(1);
		this.store.answer();
		assertThat(this.tried).hasSize(1);
		this.house.timer().advance(SECOND);
		this.store.answer();
		assertThat(this.tried).hasSize(2);
		assertThat(failure(call).attempts()).hasSize(2);
		assertThat(used()).isZero();
	}

	@Test
	void noMoreReserveThanMayRunAtOnce() throws Exception {
		this.house = new AsyncHouse(Understudy.builder()
			.limitStore(this.store)
			.model(limited(9).withMaxConcurrent(1))
			.model(Timed.model("b"))
			.chain(Timed.chain(Timed.NONE, DEADLINE, "a", "b")));
		CompletableFuture<Routed<String>> first = call();
		assertThat(call().get().value()).isEqualTo("b");
		assertThat(this.store.asks()).isOne();
		this.store.answer();
		assertThat(first.get().value()).isEqualTo("a");
		CompletableFuture<Routed<String>> left = call();
		left.cancel(true);
		CompletableFuture<Routed<String>> refused = call();
		this.house.understudy().registry().disable("a", null, "out");
		this.store.answer();
		assertThat(refused.get().value()).isEqualTo("b");
		this.house.understudy().registry().enable("a");
		CompletableFuture<Routed<String>> last = call();
		this.store.answer();
		assertThat(last.get().value()).as("its place was free again").isEqualTo("a");
		assertThat(used()).isEqualTo(2);
	}

	@Test
	void callInATransactionReservesOnItsOwnThread() throws Exception {
		List<Thread> reserving = new ArrayList<>();
		LimitStore memory = LimitStore.inMemory();
		this.house = new AsyncHouse(Understudy.builder().limitStore((accounts) -> {
			Ledger counters = memory.open(accounts);
			return new Ledger() {
				@Override
				public int reserve() {
					reserving.add(Thread.currentThread());
					return counters.reserve();
				}

				@Override
				public CompletionStage<Integer> reserveLater() {
					throw new AssertionError("The attempt leaves its thread");
				}

				@Override
				public void add(int account, long amount) {
					counters.add(account, amount);
				}

				@Override
				public long value(int account) {
					return counters.value(account);
				}
			};
		}).context(new ContextCarrier() {
			@Override
			public Luggage pack() {
				return () -> () -> {
				};
			}

			@Override
			public boolean rooted() {
				return true;
			}
		}).model(limited(1)).chain(Timed.chain(Timed.NONE, DEADLINE, "a")));
		assertThat(call().get().value()).isEqualTo("a");
		assertThat(reserving).containsExactly(Thread.currentThread());
	}

	@Test
	void storeThatTellsAtOnceTakesNoStep() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"),
				Stage.model("a").withLimits(Limits.of(Limit.requests(1, Period.MONTH))));
		assertThat(stage.begin().reservingLater().next()).isEqualTo(Call.Step.ATTEMPT);
	}

	@Test
	void callThatAsksEarlyIsToldToWait() {
		Stage stage = Stage
			.with((builder) -> builder.limitStore(this.store).model(limited(1)).chain(Stage.chain(Stage.CHAIN, "a")));
		Call call = stage.begin().reservingLater();
		assertThat(call.next()).isEqualTo(Call.Step.RESERVE);
		assertThat(call.next()).isEqualTo(Call.Step.RESERVE);
		AtomicInteger told = new AtomicInteger();
		assertThat(call.whenReserved(told::incrementAndGet)).isEqualTo(PATIENCE.toNanos());
		this.store.answer();
		assertThat(told).hasValue(1);
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		assertThatThrownBy(() -> call.whenReserved(told::incrementAndGet)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining(Stage.CHAIN);
	}

	@Test
	void brokenCallGivesBackWhatComesLater() {
		Stage stage = Stage
			.with((builder) -> builder.limitStore(this.store).model(limited(1)).chain(Stage.chain(Stage.CHAIN, "a")));
		Call call = stage.begin().reservingLater();
		call.next();
		call.broken();
		this.store.answer();
		assertThat(stage.status("a").requestsUsed()).isZero();
	}

	@Test
	void fiftyCallsAtOnceAgainstALimitOfTenMakeTen() throws Exception {
		AtomicInteger answered = new AtomicInteger();
		try (Understudy understudy = real(answered)) {
			List<CompletableFuture<Routed<String>>> calls = together(understudy, false);
			List<String> values = new ArrayList<>();
			for (CompletableFuture<Routed<String>> call : calls) {
				values.add(call.get(60, TimeUnit.SECONDS).value());
			}
			assertThat(values).filteredOn("a"::equals).hasSize(10);
			assertThat(values).filteredOn("b"::equals).hasSize(40);
			assertThat(understudy.registry().status("a").requestsUsed()).isEqualTo(10);
		}
	}

	@Test
	void nothingLeaksHoweverManyCallersLeaveWhileTheyReserve() throws Exception {
		AtomicInteger answered = new AtomicInteger();
		try (Understudy understudy = real(answered)) {
			together(understudy, true);
			eventually("what counts is what has answered", () -> {
				this.store.answer();
				return understudy.registry().status("a").requestsUsed() == answered.get();
			});
			assertThat(answered.get()).isLessThanOrEqualTo(10);
			for (String id : List.of("a", "b")) {
				LiveModel live = Timed.live(understudy, id);
				eventually("every lease is back", () -> live.health().statistics().running() == 0);
			}
		}
	}

	/** Fifty calls from several threads, while another answers for the store. */
	private List<CompletableFuture<Routed<String>>> together(Understudy understudy, boolean leaving) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(9);
		AtomicBoolean done = new AtomicBoolean();
		CountDownLatch start = new CountDownLatch(1);
		try {
			Future<?> answering = threads.submit(() -> {
				while (!done.get() || this.store.answer() > 0) {
					this.store.answer();
					LockSupport.parkNanos(GLANCE);
				}
			});
			List<Future<CompletableFuture<Routed<String>>>> making = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				making.add(threads.submit(() -> {
					start.await();
					CompletableFuture<Routed<String>> call = understudy.router()
						.chain("chain")
						.<String>routeAsync((model) -> CompletableFuture.completedFuture(model.id()))
						.toCompletableFuture();
					if (leaving && ThreadLocalRandom.current().nextBoolean()) {
						call.cancel(true);
					}
					return call;
				}));
			}
			start.countDown();
			List<CompletableFuture<Routed<String>>> calls = new ArrayList<>();
			for (Future<CompletableFuture<Routed<String>>> each : making) {
				calls.add(each.get(60, TimeUnit.SECONDS));
			}
			assertThat(this.ending.await(60, TimeUnit.SECONDS)).isTrue();
			done.set(true);
			answering.get(60, TimeUnit.SECONDS);
			return calls;
		}
		finally {
			done.set(true);
			threads.shutdownNow();
		}
	}

	/** With threads of its own, and time that stands still. */
	private Understudy real(AtomicInteger answered) {
		Timer timer = new VirtualTimer(new VirtualTicker());
		return builder(10, WhenStoreIsDown.COUNT_LOCALLY).model(Timed.model("b"))
			.chain(Timed.chain(Timed.NONE, Timed.NONE, "a", "b"))
			.ticker(new VirtualTicker())
			.timer(timer)
			.listener(new RouterListener() {
				@Override
				public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
					if (model != null && model.id().equals("a")) {
						answered.incrementAndGet();
					}
					LaterReservationTests.this.ending.countDown();
				}
			})
			.build();
	}

	private AsyncHouse lastResort(int limit) {
		return new AsyncHouse(builder(limit, WhenStoreIsDown.COUNT_LOCALLY)
			.chain(ChainSettings.of("chain", List.of(Timed.seat("a", Timed.NONE).withLastResort(true)))));
	}

	private AsyncHouse house(int limit, WhenStoreIsDown whenDown) {
		return new AsyncHouse(
				builder(limit, whenDown).model(Timed.model("b")).chain(Timed.chain(Timed.NONE, DEADLINE, "a", "b")));
	}

	private UnderstudyBuilder builder(int limit, WhenStoreIsDown whenDown) {
		return Understudy.builder().limitStore(this.store).whenLimitStoreIsDown(whenDown).model(limited(limit));
	}

	private static ModelSettings limited(int limit) {
		return Timed.model("a").withLimits(Limits.of(Limit.requests(limit, Period.MONTH)));
	}

	private CompletableFuture<Routed<String>> call() {
		return this.house.route(this::answer);
	}

	private CompletableFuture<String> answer(Model model) {
		this.tried.add(model.id());
		return CompletableFuture.completedFuture(model.id());
	}

	private long used() {
		return this.house.understudy().registry().status("a").requestsUsed();
	}

	private static ChainExhaustedException failure(CompletableFuture<?> call) {
		assertThat(call).isCompletedExceptionally();
		try {
			call.get();
			throw new AssertionError("The call was answered");
		}
		catch (InterruptedException | ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(ChainExhaustedException.class);
			return (ChainExhaustedException) ex.getCause();
		}
	}

}
