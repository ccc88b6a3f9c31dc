package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.LimitNearlyReached;
import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.ModelStoodDown;
import dev.understudy.Price;
import dev.understudy.Routed;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.failure.FailureKind;
import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.Limit;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Limits of models that calls go to.
 */
class LimitTests {

	private static final Period HOUR = Period.of(Duration.ofHours(1));

	private static final Price PRICE = new Price(1_000_000, 2_000_000);

	@Test
	void nextModelTakesOverAtTheLimitUntilTheWindowEnds() {
		Stage stage = stage(Limit.requests(2, HOUR));
		assertThat(answers(stage, 3)).containsExactly("from a", "from a", "from b");
		stage.pass(Duration.ofHours(1).minusNanos(1));
		assertThat(stage.call()).isEqualTo("from b");
		stage.pass(Duration.ofNanos(1));
		assertThat(answers(stage, 3)).containsExactly("from a", "from a", "from b");
	}

	@Test
	void statusTellsOfTheRunningPeriodAndOfWhatIsReached() {
		Stage stage = stage(Limit.requests(2, HOUR), Limit.tokens(100, Period.MONTH), Limit.budget(100, Period.WEEK));
		assertThat(stage.status("a").overQuota()).isFalse();
		use(stage, 5, 10);
		use(stage, 1, 1);
		assertThat(used(stage)).containsExactly(2, 17, 28);
		assertThat(stage.status("a").overQuota()).isTrue();
		assertThat(stage.status("a").overBudget()).isFalse();
		stage.pass(Duration.ofHours(1));
		assertThat(used(stage)).containsExactly(0, 17, 28);
		assertThat(stage.status("a").overQuota()).isFalse();
	}

	@Test
	void statusWithoutLimitTellsOfAllSinceTheStart() {
		Stage stage = stage(Limit.tokens(1_000, HOUR));
		use(stage, 5, 10);
		stage.pass(Duration.ofHours(1));
		use(stage, 1, 0);
		assertThat(used(stage)).containsExactly(2, 1, 26);
	}

	@Test
	void callThatCrossesALimitOfTokensAnswersAndTheNextGoesElsewhere() {
		Stage stage = stage(Limit.tokens(10, HOUR));
		assertThat(use(stage, 6, 5)).isEqualTo("a");
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(reasons(stage)).containsExactly(StandbyReason.TOKEN_LIMIT);
		assertThat(stage.status("a").overQuota()).isTrue();
	}

	@Test
	void callThatCrossesABudgetAnswersAndTheNextGoesElsewhere() {
		Stage stage = stage(Limit.budget(10, HOUR));
		assertThat(use(stage, 0, 5)).isEqualTo("a");
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.status("a").overBudget()).isTrue();
		assertThat(stage.status("a").overQuota()).isFalse();
	}

	@Test
	void tokensAreReadFromAnswersToo() {
		Stage stage = Stage.with((builder) -> builder.usageExtractor((answer) -> Optional.of(new Usage(3, 4)))
			.model(limited(Limit.tokens(7, HOUR)))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b")));
		assertThat(answers(stage, 2)).containsExactly("from a", "from b");
		assertThat(stage.status("a").tokensUsed()).isEqualTo(7);
	}

	@Test
	void failedAttemptGivesItsRequestBackAndKeepsItsTokens() {
		Stage stage = stage(Limit.requests(1, HOUR), Limit.tokens(10, HOUR));
		stage.script.does("a", () -> {
			CurrentModel.usage(2, 1);
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		assertThat(answers(stage, 3)).containsExactly("from b", "from a", "from b");
		assertThat(used(stage)).startsWith(1, 3);
	}

	@Test
	void attemptThatSaysNothingAboutItsModelGivesItsRequestBack() {
		Stage stage = stage(Limit.requests(1, HOUR));
		stage.script.fails("a", FailureKind.BAD_REQUEST).fails("a", FailureKind.CONTENT_FILTER);
		stage.callInVain();
		stage.callInVain();
		stage.script.fails("a", new AssertionError("error"));
		assertThatThrownBy(stage::call).isInstanceOf(AssertionError.class);
		stage.script.fails("a", new InterruptedException());
		stage.callInVain();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(used(stage)).startsWith(0);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void retriesReserveEachForItself() {
		RetryPolicy thrice = new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0, Duration.ZERO);
		Stage stage = Stage.of(Stage.chain(Stage.seat("a").withRetry(thrice), Stage.seat("b")),
				limited(Limit.requests(1, HOUR)), Stage.model("b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR, FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(stage.script.calls()).containsExactly("a", "a", "a");
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void nobodyOverridesALimit() {
		Stage anyway = Stage.of(Stage.chain(Stage.CHAIN, "a").withWhenUnavailable(WhenUnavailable.TRY_ANYWAY),
				limited(Limit.requests(1, HOUR)));
		Stage resort = Stage.of(Stage.chain(Stage.seat("a").withLastResort(true)), limited(Limit.requests(1, HOUR)));
		for (Stage stage : List.of(anyway, resort)) {
			assertThat(stage.call()).isEqualTo("from a");
			ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
			assertThat(exhausted.kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
			assertThat(exhausted.skipped()).isEqualTo(Map.of("a", Set.of("REQUEST_LIMIT")));
			assertThat(exhausted.retryAfter()).isEqualTo(Duration.ofHours(1));
			assertThat(stage.script.calls()).hasSize(1);
		}
	}

	@Test
	void enableLiftsNoLimit() {
		Stage stage = stage(Limit.requests(1, HOUR));
		stage.call();
		stage.registry().enable("a");
		stage.registry().release("a");
		assertThat(reasons(stage)).containsExactly(StandbyReason.REQUEST_LIMIT);
	}

	@Test
	void explanationAndAvailableTellOfLimits() {
		Stage stage = stage(Limit.requests(1, HOUR));
		stage.call();
		assertThat(stage.registry().available(Stage.CHAIN)).extracting(Model::id).containsExactly("b");
		assertThat(stage.registry().explain(Stage.CHAIN).skipped()).isEqualTo(Map.of("a", Set.of("REQUEST_LIMIT")));
		assertThat(stage.route().skipped()).isEqualTo(Map.of("a", Set.of("REQUEST_LIMIT")));
	}

	@Test
	void standbyAndFourFifthsAreToldOnce() {
		Stage stage = stage(Limit.requests(5, HOUR));
		answers(stage, 9);
		assertThat(stage.events.of(ModelStoodDown.class)).singleElement()
			.extracting(ModelStoodDown::reason)
			.isEqualTo(StandbyReason.REQUEST_LIMIT);
		assertThat(stage.events.of(LimitNearlyReached.class)).containsExactly(new LimitNearlyReached("a",
				StandbyReason.REQUEST_LIMIT, Stage.BEGINNING, Stage.BEGINNING.plus(Duration.ofHours(1))));
	}

	@Test
	void refreshKeepsTheCountAndAppliesTheNewBoundAtOnce() {
		Stage stage = stage(Limit.requests(2, HOUR));
		answers(stage, 2);
		perform(stage, limited(Limit.requests(3, HOUR)));
		assertThat(stage.status("a").healthy()).isTrue();
		assertThat(answers(stage, 2)).containsExactly("from a", "from b");
		perform(stage, limited(Limit.requests(4, HOUR)));
		perform(stage, limited(Limit.requests(1, HOUR)));
		assertThat(stage.status("a").overQuota()).isTrue();
		perform(stage, limited());
		assertThat(stage.status("a").healthy()).isTrue();
		assertThat(answers(stage, 2)).containsExactly("from a", "from a");
		perform(stage, limited(Limit.requests(4, HOUR)));
		assertThat(stage.status("a").requestsUsed()).isEqualTo(3);
	}

	@Test
	void attemptThatBeganBeforeLimitsWereRemovedAndAddedAgainGivesBackToThem() {
		Stage stage = stage(Limit.requests(2, HOUR));
		Call first = stage.begin();
		first.next();
		Call second = stage.begin();
		second.next();
		perform(stage, limited());
		perform(stage, limited(Limit.requests(1, HOUR)));
		assertThat(reasons(stage)).containsExactly(StandbyReason.REQUEST_LIMIT);
		first.cancelled(new CancellationException());
		assertThat(reasons(stage)).containsExactly(StandbyReason.REQUEST_LIMIT);
		second.cancelled(new CancellationException());
		assertThat(reasons(stage)).isEmpty();
		assertThat(stage.status("a").requestsUsed()).isZero();
	}

	@Test
	void noStoreIsAskedWhereLimitsWereRemoved() {
		AtomicInteger opened = new AtomicInteger();
		LimitStore memory = LimitStore.inMemory();
		Stage stage = Stage.with((builder) -> builder.limitStore((accounts) -> {
			opened.incrementAndGet();
			return memory.open(accounts);
		}).model(limited(Limit.requests(2, HOUR))).model(Stage.model("b")).chain(Stage.chain(Stage.CHAIN, "a", "b")));
		perform(stage, limited());
		assertThat(answers(stage, 3)).containsOnly("from a");
		assertThat(opened).hasValue(1);
	}

	@Test
	void asyncCallsReserveAndSettle() {
		Stage stage = stage(Limit.requests(1, HOUR), Limit.tokens(100, HOUR));
		CompletableFuture<String> first = new CompletableFuture<>();
		CompletableFuture<Routed<String>> running = async(stage, first);
		assertThat(async(stage, CompletableFuture.completedFuture("quick")).join().fellBack()).isTrue();
		first.completeExceptionally(Trouble.of(FailureKind.SERVER_ERROR));
		assertThat(running.isDone()).isTrue();
		assertThat(used(stage)).startsWith(0, 3);
		CompletableFuture<Routed<String>> cancelled = async(stage, new CompletableFuture<>());
		cancelled.cancel(true);
		assertThat(used(stage)).startsWith(0, 6);
		assertThat(async(stage, CompletableFuture.completedFuture("late")).join().model().id()).isEqualTo("a");
		assertThat(stage.status("a").overQuota()).isTrue();
	}

	@Test
	void callThatIsDrivenStepByStepReservesAndSettles() {
		Stage stage = stage(Limit.requests(1, HOUR), Limit.tokens(3, HOUR));
		Call given = stage.begin();
		given.next();
		given.running().used(new Usage(1, 0));
		given.cancelled(new CancellationException());
		Call broken = stage.begin();
		broken.next();
		broken.broken();
		Call cut = stage.begin();
		cut.next();
		cut.brokeOff(Trouble.of(FailureKind.INVALID_RESPONSE));
		assertThat(used(stage)).startsWith(0, 1);
		Call answered = stage.begin();
		answered.next();
		assertThat(answered.running().model()).isEqualTo(answered.model());
		answered.running().used(new Usage(1, 1));
		answered.answered("yes");
		assertThat(reasons(stage)).containsExactlyInAnyOrder(StandbyReason.REQUEST_LIMIT, StandbyReason.TOKEN_LIMIT);
	}

	@Test
	void rerouteGivesBackWhatTheFirstChainReserved() {
		Stage stage = Stage.with((builder) -> builder.model(limited(Limit.requests(1, HOUR)))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a").withReroutes(Map.of(FailureKind.CONTEXT_LENGTH, "long")))
			.chain(Stage.chain("long", "b")));
		stage.script.fails("a", FailureKind.CONTEXT_LENGTH);
		assertThat(answers(stage, 2)).containsExactly("from b", "from a");
	}

	@Test
	void modelThatIsFullReservesNothing() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"),
				limited(Limit.requests(2, HOUR)).withMaxConcurrent(1), Stage.model("b"));
		Call running = stage.begin();
		running.next();
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(used(stage)).startsWith(1);
	}

	@Test
	void leaseThatIsNotToBeHadAfterAllGivesTheReservationBack() {
		AtomicInteger held = new AtomicInteger();
		Stage[] stage = new Stage[1];
		LimitStore store = (accounts) -> new Ledger() {
			@Override
			public int reserve() {
				stage[0].disable("a");
				return (held.incrementAndGet() > 0) ? NOBODY : 0;
			}

			@Override
			public void add(int account, long amount) {
				held.addAndGet((int) amount);
			}

			@Override
			public long value(int account) {
				return held.get();
			}
		};
		stage[0] = Stage.with((builder) -> builder.limitStore(store)
			.model(limited(Limit.requests(9, HOUR)))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b")));
		assertThat(stage[0].call()).isEqualTo("from b");
		assertThat(held).hasValue(0);
	}

	@Test
	void storeThatIsDownHarmsNoCall() {
		LimitStore down = (List<Account> accounts) -> {
			throw new IllegalStateException("down");
		};
		Stage stage = Stage.with((builder) -> builder.limitStore(down)
			.model(limited(Limit.requests(1, HOUR)))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b")));
		assertThat(answers(stage, 2)).containsExactly("from a", "from b");
	}

	@Test
	void fiftyCallsAtOnceAgainstALimitOfTenMakeTen() throws Exception {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), limited(Limit.requests(10, HOUR)));
		ExecutorService threads = Executors.newFixedThreadPool(50);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<FailureKind>> calls = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				calls.add(threads.submit(() -> {
					start.await();
					try {
						stage.call();
						return null;
					}
					catch (ChainExhaustedException ex) {
						return ex.kind();
					}
				}));
			}
			start.countDown();
			List<FailureKind> kinds = new ArrayList<>();
			for (Future<FailureKind> call : calls) {
				kinds.add(call.get(60, TimeUnit.SECONDS));
			}
			assertThat(kinds).filteredOn((kind) -> kind == null).hasSize(10);
			assertThat(kinds).filteredOn((kind) -> kind == FailureKind.QUOTA_EXHAUSTED).hasSize(40);
			assertThat(stage.script.calls()).hasSize(10);
			assertThat(stage.events.of(ModelStoodDown.class)).hasSize(1);
			assertThat(stage.events.of(LimitNearlyReached.class)).hasSize(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void modelIsBackWhenOthersWhoShareItsLimitsGiveBack() {
		SharedStore store = new SharedStore();
		Stage stage = Stage.with((builder) -> builder.limitStore(store)
			.threads(Runnable::run)
			.model(limited(Limit.requests(1, HOUR)))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b")));
		store.othersReserve(1);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(reasons(stage)).containsExactly(StandbyReason.REQUEST_LIMIT);
		store.othersReserve(-1);
		List.of("b", "a", "unknown").forEach(store.listener);
		assertThat(reasons(stage)).isEmpty();
		assertThat(stage.call()).isEqualTo("from a");
	}

	private static Stage stage(Limit... limits) {
		return Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), limited(limits), Stage.model("b"));
	}

	private static ModelSettings limited(Limit... limits) {
		return ModelSettings.of(new Model("a", "provider", "a-name", Set.of(), 0, PRICE)).withLimits(Limits.of(limits));
	}

	private static void perform(Stage stage, ModelSettings a) {
		stage.understudy
			.perform(new Repertoire(List.of(a, Stage.model("b")), List.of(Stage.chain(Stage.CHAIN, "a", "b"))));
	}

	private static List<String> answers(Stage stage, int calls) {
		List<String> answers = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			answers.add(stage.call());
		}
		return answers;
	}

	private static String use(Stage stage, long input, long output) {
		return stage.router().call(Stage.CHAIN, (model) -> {
			CurrentModel.usage(input, output);
			return model.id();
		});
	}

	/** Model {@code a} answers so after three tokens. */
	private static CompletableFuture<Routed<String>> async(Stage stage, CompletableFuture<String> answer) {
		return stage.router().chain(Stage.CHAIN).<String>routeAsync((model) -> {
			CurrentModel.usage(1, 2);
			return model.id().equals("a") ? answer : CompletableFuture.completedFuture("b");
		}).toCompletableFuture();
	}

	private static long[] used(Stage stage) {
		ModelStatus status = stage.status("a");
		return new long[] { status.requestsUsed(), status.tokensUsed(), (long) status.costUsed() };
	}

	private static List<StandbyReason> reasons(Stage stage) {
		return stage.status("a").standbys().stream().map(Standby::reason).toList();
	}

	/** Counters of one model that others use, too. */
	private static final class SharedStore implements LimitStore {

		private final LimitStore memory = LimitStore.inMemory();

		private Ledger opened = this.memory.open(List.of());

		private Consumer<String> listener = (modelId) -> {
		};

		@Override
		public Ledger open(List<Account> accounts) {
			this.opened = this.memory.open(accounts);
			return this.opened;
		}

		@Override
		public void whenOthersGiveBack(Consumer<String> hearing) {
			this.listener = hearing;
		}

		void othersReserve(long requests) {
			this.opened.add(0, requests);
		}

	}

}
