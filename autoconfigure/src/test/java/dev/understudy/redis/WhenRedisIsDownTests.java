package dev.understudy.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Routed;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.limit.WhenStoreIsDown;
import dev.understudy.reactive.Anything;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.redis.RedisLimitStore.Terms;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What becomes of a model with limits, and of one without, while Redis is killed or
 * answers nothing, in calls of every kind.
 */
class WhenRedisIsDownTests {

	/** A driver that was away tries less and less often. */
	private static final Duration SOON = Duration.ofSeconds(60);

	/** Longer than any outage here. */
	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration A_WHILE = Duration.ofMillis(2500);

	/** What a busy machine with few cores adds to anything. */
	private static final Duration NOISE = Duration.ofMillis(20);

	/** So many that a machine that stands still for a moment is none of the twentieth. */
	private static final int FEWEST_CALLS = 200;

	/** A machine that stands still for a moment may spoil one of them. */
	private static final int TRIES = 3;

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private static final CallSpec SPEC = CallSpec.chain("talk");

	private final String prefix = RealRedis.prefix();

	private final RealRedis redis = RealRedis.own();

	private final LettuceConnectionFactory direct = RealRedis.warm(this.redis.lettuce());

	private Partition way;

	private LettuceConnectionFactory factory;

	@BeforeEach
	void connect() throws Exception {
		this.way = new Partition(this.redis.port());
		this.factory = RealRedis.lettuce(this.way.port());
	}

	@AfterEach
	void disconnect() throws Exception {
		this.factory.destroy();
		this.direct.destroy();
		this.way.close();
		this.redis.close();
	}

	@ParameterizedTest
	@EnumSource
	void callsAreCountedHereAndNoneOfThemIsLost(Outage outage) {
		try (House house = house(WhenStoreIsDown.COUNT_LOCALLY)) {
			house.callUntilAllAnswer("gpt");
			long before = house.answers("gpt");
			outage.begins(this);
			house.callFor(A_WHILE);
			assertThat(house.answers("claude")).isZero();
			assertThat(house.answers("gpt")).isGreaterThan(before);
			outage.ends(this);
			awaitTotal("requests", house.answers("gpt"));
			house.assertNobodyWaited();
		}
	}

	@ParameterizedTest
	@EnumSource
	void modelIsRefusedAndIsBackWithAllThatWasCounted(Outage outage) throws Exception {
		try (House house = house(WhenStoreIsDown.REFUSE)) {
			house.callUntilAllAnswer("gpt");
			CompletableFuture<String> failing = new CompletableFuture<>();
			CompletableFuture<String> answering = new CompletableFuture<>();
			CompletableFuture<Routed<String>> toFail = house.running(failing);
			CompletableFuture<Routed<String>> toAnswer = house.running(answering);
			long before = house.answers("gpt");
			outage.begins(this);
			house.callFor(A_WHILE);
			assertThat(house.answers("gpt")).isEqualTo(before);
			assertThat(house.skipped()).isEqualTo(Map.of("gpt", Set.of("REQUEST_LIMIT", "TOKEN_LIMIT")));
			assertThat(house.understudy.registry().status("gpt").standbys()).isEmpty();
			failing.completeExceptionally(new IllegalStateException("failed"));
			answering.complete("answer");
			assertThat(toFail.get(60, TimeUnit.SECONDS).fellBack()).isTrue();
			assertThat(toAnswer.get(60, TimeUnit.SECONDS).value()).isEqualTo("answer");
			outage.ends(this);
			house.callUntilAllAnswer("gpt");
			awaitTotal("requests", house.answers("gpt") + 1);
			awaitTotal("tokens", 14);
			house.assertNobodyWaited();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BLOCKING")
	void nobodyIsHeldUpByARedisThatTakesItsTime(Kind kind) throws Exception {
		RedisLimitStore store = new RedisLimitStore(ScriptRunner.of(this.factory), this.prefix, new Terms(
				Duration.ofMinutes(2), Duration.ofMinutes(2), WhenStoreIsDown.COUNT_LOCALLY, Ticker.system()));
		ExecutorService loop = Executors.newSingleThreadExecutor();
		try (House house = new House(store, WhenStoreIsDown.COUNT_LOCALLY)) {
			house.callUntilAllAnswer("gpt");
			this.way.hold();
			Future<CompletableFuture<String>> begun = loop.submit(() -> kind.begin(house));
			CompletableFuture<String> call = begun.get(60, TimeUnit.SECONDS);
			assertThat(call.get(60, TimeUnit.SECONDS)).as("decided without Redis").isEqualTo("gpt");
			this.way.heal();
		}
		finally {
			loop.shutdownNow();
		}
	}

	@Test
	void othersAreToldAtTheirNextLookThatSomethingCameBack() {
		LettuceConnectionFactory other = RealRedis.warm(this.redis.lettuce());
		try {
			boolean told = false;
			for (int i = 0; i < TRIES && !told; i++) {
				told = twoIsToldWhatOneGivesBack(other, this.prefix + "-" + i);
			}
			assertThat(told).isTrue();
		}
		finally {
			other.destroy();
		}
	}

	/** Whether the other one was refused at first, with Redis, and not let in without. */
	private boolean twoIsToldWhatOneGivesBack(LettuceConnectionFactory other, String common) {
		ExecutorService caller = Executors.newSingleThreadExecutor();
		CompletableFuture<String> answer = new CompletableFuture<>();
		try (Instance one = Instance.curious(this.direct, common, 1);
				Instance two = Instance.curious(other, common, 1)) {
			Future<?> call = caller.submit(() -> one.understudy.router().call(Instance.CHAIN, (model) -> answer.get()));
			awaitTotal(common, "requests", 1);
			Throwable refusal = catchThrowable(two::call);
			if (refusal == null) {
				return false;
			}
			assertThat(refusal).isInstanceOf(ChainExhaustedException.class);
			assertThat(two.understudy.registry().status("gpt").overQuota()).isTrue();
			answer.completeExceptionally(new IllegalStateException("failed"));
			assertThat(call).failsWithin(SOON);
			eventually("the other is back", SOON, () -> two.understudy.registry().status("gpt").standbys().isEmpty());
			assertThat(two.call()).isEqualTo("answer");
			return true;
		}
		finally {
			answer.cancel(false);
			caller.shutdownNow();
		}
	}

	private House house(WhenStoreIsDown whenDown) {
		return new House(new RedisLimitStore(this.factory, this.prefix, Ticker.system(), whenDown), whenDown);
	}

	private void awaitTotal(String counter, long total) {
		awaitTotal(this.prefix, counter, total);
	}

	private void awaitTotal(String common, String counter, long total) {
		eventually(total + " " + counter + " are counted", SOON,
				() -> RealRedis.dump(this.direct, common + ":{gpt}:" + counter)
					.toString()
					.contains("total=" + total + "}"));
	}

	/** What befalls Redis. */
	enum Outage {

		KILLED {
			@Override
			void begins(WhenRedisIsDownTests test) {
				test.redis.stop();
			}

			@Override
			void ends(WhenRedisIsDownTests test) {
				test.redis.start();
			}
		},

		SILENT {
			@Override
			void begins(WhenRedisIsDownTests test) {
				test.way.hold();
			}

			@Override
			void ends(WhenRedisIsDownTests test) {
				test.way.heal();
			}
		};

		abstract void begins(WhenRedisIsDownTests test);

		abstract void ends(WhenRedisIsDownTests test);

	}

	/** How a call is made. */
	enum Kind {

		BLOCKING {
			@Override
			CompletableFuture<String> begin(House house) {
				return CompletableFuture.completedFuture(house.understudy.router().call("talk", Model::id));
			}
		},

		STAGE {
			@Override
			CompletableFuture<String> begin(House house) {
				return house.understudy.router()
					.chain("talk")
					.<String>routeAsync((model) -> CompletableFuture.completedFuture(model.id()))
					.thenApply(Routed::value)
					.toCompletableFuture();
			}
		},

		MONO {
			@Override
			CompletableFuture<String> begin(House house) {
				return house.reactive.<String>mono(SPEC, new Anything(), (model) -> Mono.just(model.id()))
					.mapNotNull(Routed::value)
					.toFuture();
			}
		},

		FLUX {
			@Override
			CompletableFuture<String> begin(House house) {
				return house.reactive.<String>flux(SPEC, new Anything(), (model) -> Flux.just(model.id()))
					.single()
					.toFuture();
			}
		};

		abstract CompletableFuture<String> begin(House house);

		String call(House house) {
			return begin(house).orTimeout(60, TimeUnit.SECONDS).join();
		}

	}

	/** An engine with a model that has limits and one that has none. */
	private static final class House implements AutoCloseable {

		private final List<String> answers = new ArrayList<>();

		private final Map<Kind, List<Long>> latencies = new EnumMap<>(Kind.class);

		private final RedisLimitStore store;

		private final Understudy understudy;

		private final ReactiveCalls reactive;

		private House(RedisLimitStore store, WhenStoreIsDown whenDown) {
			this.store = store;
			this.understudy = Understudy.builder()
				.limitStore(store)
				.whenLimitStoreIsDown(whenDown)
				.model(ModelSettings.of(Model.of("gpt", "openai", "gpt"))
					.withLimits(Limits.of(Limit.requests(1_000_000_000, DAY), Limit.tokens(1_000_000_000, DAY))))
				.models(Model.of("claude", "anthropic", "claude"))
				.chain(ChainSettings.of("talk",
						List.of(SeatSettings.of("gpt").withRetry(RetryPolicy.NONE).withTimeout(LONG),
								SeatSettings.of("claude")))
					.withDeadline(LONG))
				.build();
			this.reactive = new ReactiveCalls(this.understudy, ContextCarrier.standard());
		}

		void callUntilAllAnswer(String model) {
			for (Kind kind : Kind.values()) {
				eventually(kind + " is answered by " + model, SOON, () -> call(kind).equals(model));
			}
		}

		void callFor(Duration time) {
			long end = System.nanoTime() + time.toNanos();
			for (int calls = 0; calls < FEWEST_CALLS || System.nanoTime() < end; calls++) {
				for (Kind kind : Kind.values()) {
					long begin = System.nanoTime();
					call(kind);
					this.latencies.computeIfAbsent(kind, (any) -> new ArrayList<>()).add(System.nanoTime() - begin);
				}
			}
		}

		/** An attempt of the model that has limits, which reports tokens and goes on. */
		CompletableFuture<Routed<String>> running(CompletableFuture<String> answer) {
			AtomicReference<CompletableFuture<Routed<String>>> running = new AtomicReference<>();
			eventually("an attempt runs", SOON, () -> {
				CompletableFuture<String> began = new CompletableFuture<>();
				running.set(this.understudy.router().chain("talk").<String>routeAsync((model) -> {
					began.complete(model.id());
					if (model.id().equals("gpt")) {
						CurrentModel.usage(3, 4);
						return answer;
					}
					return CompletableFuture.completedFuture(model.id());
				}).toCompletableFuture());
				return began.orTimeout(60, TimeUnit.SECONDS).join().equals("gpt");
			});
			return running.get();
		}

		Map<String, Set<String>> skipped() {
			return this.understudy.router().route("talk", Model::id).skipped();
		}

		long answers(String model) {
			return this.answers.stream().filter(model::equals).count();
		}

		/** Calls that hand over to another thread have one more to wait for. */
		void assertNobodyWaited() {
			for (Kind kind : Kind.values()) {
				Duration most = Duration.ofMillis(5).plus((kind == Kind.BLOCKING) ? NOISE : NOISE.multipliedBy(3));
				assertThat(latency(kind)).as(kind.name()).isLessThan(most);
			}
		}

		/** What nineteen of twenty calls took at most. */
		Duration latency(Kind kind) {
			List<Long> sorted = this.latencies.get(kind).stream().sorted().toList();
			return Duration.ofNanos(sorted.get(sorted.size() * 19 / 20));
		}

		@Override
		public void close() {
			this.understudy.close();
			this.store.close();
		}

		private String call(Kind kind) {
			String answer = kind.call(this);
			this.answers.add(answer);
			return answer;
		}

	}

}
