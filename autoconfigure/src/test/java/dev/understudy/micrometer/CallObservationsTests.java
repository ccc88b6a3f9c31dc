package dev.understudy.micrometer;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.ModelCallException;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.TextRung;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;
import dev.understudy.spring.ContextCarriers;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is observed of blocking and asynchronous calls.
 */
class CallObservationsTests {

	/** In everything that must be seen by nobody. */
	private static final String CANARY = "canary-7c1e";

	private final Journal journal = new Journal();

	private final Understudy understudy = engine(new CallObservations(this.journal.registry, null));

	@AfterEach
	void close() {
		this.understudy.close();
		assertThat(this.journal.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void callIsOneObservation() {
		assertThat(call(Model::id)).isEqualTo("gpt");
		assertThat(this.journal.ended)
			.containsExactly("understudy.call attempts=1 chain=talk kind=none model=gpt outcome=answered");
		assertThat(this.journal.events).containsExactly("attempt: gpt success");
		this.journal.registry.assertThat()
			.hasSingleObservationThat()
			.hasContextualNameEqualTo("understudy talk")
			.doesNotHaveParentObservation()
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void keysAreThereFromTheBeginning() {
		call(Model::id);
		assertThat(this.journal.started)
			.containsExactly("understudy.call attempts=0 chain=talk kind=none model=none outcome=none");
	}

	@Test
	void keysAreTheDocumentedOnes() {
		call(Model::id);
		this.journal.registry.assertThat()
			.hasSingleObservationThat()
			.hasOnlyKeys(Arrays
				.stream(KeyName.merge(CallObservationDocumentation.CALL.getLowCardinalityKeyNames(),
						CallObservationDocumentation.CALL.getHighCardinalityKeyNames()))
				.map((name) -> name.asString())
				.toArray(String[]::new));
		assertThat(CallObservationDocumentation.CALL.getDefaultConvention())
			.isEqualTo(DefaultCallObservationConvention.class);
		assertThat(CallObservationDocumentation.CALL.getEvents()).extracting(Observation.Event::getName)
			.containsExactly("attempt");
	}

	@Test
	void keysAreSpelledLikeTheTagsOfTheMeter() {
		MeterRegistry meters = new SimpleMeterRegistry();
		try (Understudy measured = builder(new CallObservations(this.journal.registry, null))
			.listener(new RouterMeters(meters))
			.build()) {
			measured.router().call("talk", Model::id);
			measured.router().call("talk", unless("gpt"));
			assertThatThrownBy(() -> measured.router().call("talk", unless("gpt", "claude")))
				.isInstanceOf(RuntimeException.class);
			measured.router().chain("talk-down").answers(String.class).call(unless("gpt"));
		}
		List<String> tags = meters.find("understudy.calls").timers().stream().map(CallObservationsTests::tags).toList();
		assertThat(this.journal.ended).hasSize(4)
			.allSatisfy((line) -> assertThat(tags).anySatisfy((each) -> assertThat(line).contains(each.split(" "))));
	}

	@Test
	void callIsAPartOfWhatIsObservedOnItsThread() {
		inRequest(() -> call(Model::id));
		assertThat(this.journal.ended).first().asString().startsWith("request > understudy.call ");
	}

	@Test
	void whatAnAttemptObservesIsAPartOfTheCall() {
		inRequest(() -> call((model) -> observed(model.id())));
		assertThat(this.journal.ended).extracting((line) -> line.split(" [a-z]+=")[0])
			.containsExactly("understudy.call > client", "request > understudy.call", "request");
	}

	@Test
	void timedAttemptIsAPartOfTheCallOnItsOwnThread() {
		Thread here = Thread.currentThread();
		inRequest(() -> this.understudy.router().call("timed", (model) -> {
			assertThat(Thread.currentThread()).isNotSameAs(here);
			return observed(model.id());
		}));
		assertThat(this.journal.ended).extracting((line) -> line.split(" [a-z]+=")[0])
			.containsExactly("understudy.call > client", "request > understudy.call", "request");
	}

	@Test
	void threadOfATimedAttemptIsLeftAsItWas() {
		Thread[] threads = new Thread[2];
		this.understudy.router().call("timed", (model) -> threads[0] = Thread.currentThread());
		String name = this.understudy.router().call("hop", (model) -> {
			threads[1] = Thread.currentThread();
			return this.journal.registry.getCurrentObservation().getContextView().getName();
		});
		assertThat(name).isEqualTo("understudy.call");
		this.journal.registry.assertThat().hasNumberOfObservationsEqualTo(2);
		assertThat(this.journal.ended).noneMatch((line) -> line.contains(" > "));
	}

	@Test
	void callOfAChainWithinAnAttemptIsAPartOfItsCall() {
		this.understudy.router().call("talk", (model) -> this.understudy.router().models("claude").call(Model::id));
		assertThat(this.journal.ended).containsExactly(
				"understudy.call > understudy.call attempts=1 chain=ad-hoc kind=none model=claude outcome=answered",
				"understudy.call attempts=1 chain=talk kind=none model=gpt outcome=answered");
	}

	@Test
	void attemptsAreEventsInTheirOrder() {
		assertThat(call(unless("gpt"))).isEqualTo("claude");
		assertThat(this.journal.events).containsExactly("attempt: gpt network-error", "attempt: claude success");
		assertThat(this.journal.ended)
			.containsExactly("understudy.call attempts=2 chain=talk kind=none model=claude outcome=fell-back");
	}

	@Test
	void retriesAreEventsToo() {
		assertThatThrownBy(() -> this.understudy.router().call("retrying", unless("gpt")))
			.isInstanceOf(RuntimeException.class);
		assertThat(this.journal.events).containsExactly("attempt: gpt network-error", "attempt: gpt network-error",
				"attempt: gpt network-error");
	}

	@Test
	void exhaustedCallHasAnErrorThatSaysItsKindOnly() {
		assertThatThrownBy(() -> call(unless("gpt", "claude"))).isInstanceOf(RuntimeException.class);
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=2 chain=talk kind=network-error model=none outcome=failed !network-error");
		this.journal.registry.assertThat()
			.hasSingleObservationThat()
			.assertThatError()
			.isInstanceOf(CallFailedException.class)
			.hasNoCause()
			.hasNoSuppressedExceptions();
	}

	@Test
	void degradedCallHasNoError() {
		assertThat(this.understudy.router().chain("talk-down").answers(String.class).<String>call(unless("gpt")))
			.isEqualTo("Later");
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk-down kind=network-error model=none outcome=degraded");
	}

	@Test
	void badRequestOfTheCallerEndsTheCall() {
		assertThatThrownBy(() -> call((model) -> {
			throw new IllegalArgumentException(CANARY);
		})).isInstanceOf(IllegalArgumentException.class);
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk kind=bad-request model=none outcome=failed !bad-request");
	}

	@Test
	void interruptedCallIsCancelled() {
		assertThatThrownBy(() -> call((model) -> {
			throw new InterruptedException();
		})).isInstanceOf(ModelCallException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk kind=cancelled model=none outcome=failed !cancelled");
	}

	@Test
	void javaErrorEndsTheCall() {
		assertThatThrownBy(() -> call((model) -> {
			throw new StackOverflowError(CANARY);
		})).isInstanceOf(StackOverflowError.class);
		assertThat(this.journal.ended)
			.containsExactly("understudy.call attempts=1 chain=talk kind=unknown model=none outcome=failed !unknown");
		assertNoCanary();
	}

	@Test
	void stageIsObservedUntilItIsComplete() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		inRequest(() -> this.understudy.router().chain("talk").routeAsync((model) -> {
			observed("begin");
			return stage;
		}));
		assertThat(this.journal.ended).hasSize(2);
		stage.complete("done");
		assertThat(this.journal.ended).extracting((line) -> line.split(" [a-z]+=")[0])
			.containsExactly("understudy.call > client", "request", "request > understudy.call");
	}

	@Test
	void stageThatIsCancelledEndsTheCall() {
		this.understudy.router()
			.chain("talk")
			.routeAsync((model) -> new CompletableFuture<String>())
			.toCompletableFuture()
			.cancel(true);
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk kind=cancelled model=none outcome=failed !cancelled");
	}

	@Test
	void chainsMadeUpByTrafficHaveOneName() {
		for (int i = 0; i < 10_000; i++) {
			String[] ids = (i % 2 == 0) ? new String[] { "gpt", "claude" } : new String[] { "claude" };
			this.understudy.router().models(ids).key(CANARY + i).call(Model::id);
		}
		assertThat(this.journal.ended).hasSize(10_000).allMatch((line) -> line.contains(" chain=ad-hoc "));
		assertNoCanary();
	}

	@Test
	void nothingThatWasSaidIsSeenAnywhere() {
		call((model) -> CANARY);
		for (String chain : new String[] { "talk", "timed", "retrying", "talk-down" }) {
			for (RuntimeException thrown : List.of(down(), new IllegalStateException(CANARY),
					new IllegalArgumentException(CANARY))) {
				this.understudy.router()
					.chain(chain)
					.key(CANARY)
					.answers(String.class)
					.routeAsync((model) -> CompletableFuture.failedStage(thrown));
				assertThatThrownBy(() -> this.understudy.router().chain(chain).key(CANARY).call((model) -> {
					throw thrown;
				})).isInstanceOf(RuntimeException.class);
			}
		}
		assertThat(this.journal.ended).hasSize(25);
		assertNoCanary();
	}

	@Test
	void conventionOfTheApplicationReplacesOurs() {
		CallObservationConvention own = new DefaultCallObservationConvention() {

			@Override
			public String getName() {
				return "llm.call";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
				return KeyValues.of(KeyValue.of("team", "stage"));
			}

		};
		try (Understudy named = engine(new CallObservations(this.journal.registry, own))) {
			named.router().call("talk", Model::id);
		}
		assertThat(this.journal.ended).containsExactly("llm.call attempts=1 team=stage");
	}

	@Test
	void conventionOfTheRegistryReplacesOurs() {
		this.journal.registry.observationConfig().observationConvention(new Global());
		call(Model::id);
		assertThat(this.journal.ended).containsExactly("global.call");
	}

	@Test
	void registryWithoutHandlersMeansNoObservations() {
		CallObservations idle = new CallObservations(ObservationRegistry.create(), null);
		assertThat(idle.observes()).isFalse();
		assertThat(new CallObservations(ObservationRegistry.NOOP, null).observes()).isFalse();
		try (Understudy unobserved = engine(idle)) {
			assertThat(unobserved.isObserved()).isFalse();
			assertThat(unobserved.router().<String>call("talk", Model::id)).isEqualTo("gpt");
		}
	}

	@Test
	void callsThatAreNotToBeObservedLeaveTheirSurroundingsAsTheyAre() {
		this.journal.registry.observationConfig()
			.observationPredicate((name, context) -> !name.equals("understudy.call"));
		inRequest(() -> call((model) -> observed(model.id())));
		assertThat(this.journal.ended).containsExactly("request > client", "request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "open", "close", "event", "error", "stop" })
	void handlerThatThrowsHarmsNoCallAndLeavesNoScope(String where) {
		this.journal.registry.observationConfig().observationHandler(new Thrower(where));
		assertThat(call(unless("gpt"))).isEqualTo("claude");
		assertThatThrownBy(() -> call(unless("gpt", "claude"))).isInstanceOf(RuntimeException.class);
		assertThat(this.journal.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void attemptThatWasGivenUpLeavesItsThreadWithoutScope() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		CompletableFuture<Object> seen = new CompletableFuture<>();
		try (Understudy impatient = builder(new CallObservations(this.journal.registry, null))
			.chain(ChainSettings
				.of("short",
						List.of(SeatSettings.of("gpt").withTimeout(Duration.ofMillis(20)),
								SeatSettings.of("claude").withTimeout(Duration.ZERO))))
			.threads((task) -> new Thread(() -> {
				task.run();
				seen.complete(this.journal.registry.getCurrentObservation() == null);
			}).start())
			.build()) {
			impatient.router().call("short", (model) -> {
				while (model.id().equals("gpt") && hanging.getCount() > 0) {
					try {
						hanging.await();
					}
					catch (InterruptedException ex) {
						// A client that ignores interrupts.
					}
				}
				return model.id();
			});
			hanging.countDown();
			assertThat(seen.get()).isEqualTo(true);
		}
		assertThat(this.journal.events).containsExactly("attempt: gpt timeout", "attempt: claude success");
	}

	@Test
	void handlerOfMetersCountsCallsAndAttempts() {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.journal.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		call(unless("gpt"));
		assertThat(meters.get("understudy.call").tags("chain", "talk", "model", "claude").timer().count()).isOne();
		assertThat(meters.get("understudy.call.attempt").counter().count()).isEqualTo(2);
		assertThat(meters.get("understudy.call.active").longTaskTimer().activeTasks()).isZero();
	}

	private String call(ModelCall<String> work) {
		return this.understudy.router().call("talk", work);
	}

	/** What a client observes of itself. */
	private String observed(String answer) {
		return Observation.createNotStarted("client", this.journal.registry).observe(() -> answer);
	}

	private void inRequest(Runnable code) {
		Observation.createNotStarted("request", this.journal.registry).observe(code);
	}

	private void assertNoCanary() {
		assertThat(this.journal.everything()).isNotEmpty().doesNotContain(CANARY);
		assertThat(this.journal.events).noneMatch((event) -> event.contains(CANARY));
		assertThat(this.journal.ended).noneMatch((line) -> line.contains(CANARY));
	}

	private static String tags(Meter meter) {
		StringBuilder text = new StringBuilder();
		meter.getId().getTags().forEach((tag) -> text.append(tag.getKey() + "=" + tag.getValue() + " "));
		return text.toString().trim();
	}

	private static RuntimeException down() {
		return new UncheckedIOException(CANARY, new ConnectException(CANARY));
	}

	private static ModelCall<String> unless(String... down) {
		return (model) -> {
			if (List.of(down).contains(model.id())) {
				throw down();
			}
			return model.id();
		};
	}

	private static Understudy engine(CallObservations observer) {
		return builder(observer).build();
	}

	private static UnderstudyBuilder builder(CallObservations observer) {
		UnaryOperator<SeatSettings> untimed = (seat) -> seat.withTimeout(Duration.ZERO).withRetry(RetryPolicy.NONE);
		RetryPolicy thrice = new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0,
				Duration.ofSeconds(1));
		SeatSettings gpt = untimed.apply(SeatSettings.of("gpt"));
		SeatSettings claude = untimed.apply(SeatSettings.of("claude"));
		return Understudy.builder()
			.models(Model.of("gpt", "openai", "gpt"), Model.of("claude", "anthropic", "claude"))
			.chain(ChainSettings.of("talk", List.of(gpt, claude)))
			.chain(ChainSettings.of("talk-down", List.of(gpt)).withRungs(List.of(TextRung.of("Later"))))
			.chain(ChainSettings.of("retrying", List.of(gpt.withRetry(thrice))))
			.chain("timed", "gpt")
			.chain("hop", "claude")
			.context(ContextCarriers.present(CallObservationsTests.class.getClassLoader()))
			.observer(observer);
	}

	/** A convention for all calls of a registry. */
	private static final class Global implements GlobalObservationConvention<CallObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof CallObservationContext;
		}

		@Override
		public String getName() {
			return "global.call";
		}

	}

	/** A handler that throws in one place. */
	private record Thrower(String where) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			at("start");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			at("open");
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			at("close");
		}

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			at("event");
		}

		@Override
		public void onError(Observation.Context context) {
			at("error");
		}

		@Override
		public void onStop(Observation.Context context) {
			at("stop");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void at(String place) {
			if (place.equals(this.where)) {
				throw new IllegalStateException(CANARY);
			}
		}

	}

}
