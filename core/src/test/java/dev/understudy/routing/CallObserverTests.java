package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an observer is told of calls, and where it is open.
 */
class CallObserverTests {

	private final Watcher watcher = new Watcher();

	private final Stage stage = stage(this.watcher, (builder) -> builder);

	@Test
	void callIsObservedFromItsBeginningToItsEnd() {
		this.stage.script.does("a", () -> "seen by " + this.watcher.current());
		assertThat(this.stage.call()).isEqualTo("seen by assistant");
		assertNoted("begin assistant", "a success", "end answered a none");
	}

	@Test
	void callThatTellsWhoAnsweredIsObservedOnce() {
		assertThat(this.stage.route().outcome()).isEqualTo(Outcome.ANSWERED);
		assertNoted("begin assistant", "a success", "end answered a none");
	}

	@Test
	void attemptsAreToldInTheirOrder() {
		this.stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(this.stage.call()).isEqualTo("from b");
		assertNoted("begin assistant", "a server-error", "b success", "end fell-back b none");
	}

	@Test
	void exhaustedCallEndsWithItsLastFailure() {
		this.stage.script.dead("a", FailureKind.SERVER_ERROR).dead("b", FailureKind.RATE_LIMIT);
		this.stage.callInVain();
		assertNoted("begin assistant", "a server-error", "b rate-limit", "end failed none rate-limit");
	}

	@Test
	void callThatNobodyIsThereForEndsWithTheReason() {
		this.stage.disable("a", "b");
		this.stage.callInVain();
		assertNoted("begin assistant", "end failed none unavailable");
	}

	@Test
	void badRequestEndsTheCall() {
		this.stage.script.dead("a", FailureKind.BAD_REQUEST);
		this.stage.callInVain();
		assertNoted("begin assistant", "a bad-request", "end failed none bad-request");
	}

	@Test
	void rungAnswersWithinTheCall() {
		Rung rung = new Rung() {

			@Override
			public String name() {
				return "method";
			}

			@Override
			public boolean serves(FailureKind kind, Question question) {
				return true;
			}

			@Override
			public Optional<Answer> answer(Fall fall, Question question) {
				return Optional.of(new Answer("seen by " + CallObserverTests.this.watcher.current()));
			}

		};
		Stage degrading = stage(this.watcher,
				(builder) -> builder.chain(Stage.chain("degrading", "a").withRungs(List.of(rung))));
		degrading.script.dead("a", FailureKind.TIMEOUT);
		assertThat(degrading.router().chain("degrading").answers(String.class).call(degrading.script))
			.isEqualTo("seen by degrading");
		assertNoted("begin degrading", "a timeout", "end degraded none timeout");
	}

	@Test
	void interruptedCallIsCancelled() {
		this.stage.script.fails("a", new InterruptedException());
		this.stage.callInVain();
		assertThat(Thread.interrupted()).isTrue();
		assertNoted("begin assistant", "a cancelled", "end failed none cancelled");
	}

	@Test
	void javaErrorIsAnUnknownFailure() {
		this.stage.script.fails("a", new StackOverflowError());
		assertThatThrownBy(this.stage::call).isInstanceOf(StackOverflowError.class);
		assertNoted("begin assistant", "a unknown", "end failed none unknown");
	}

	@Test
	void callThatCannotBeDrivenToItsEndIsEnded() {
		RuntimeException broken = new IllegalStateException("broken");
		Stage pausing = stage(this.watcher,
				(builder) -> builder
					.chain(Stage.chain("pausing", "a")
						.withWhenUnavailable(WhenUnavailable.WAIT)
						.withDeadline(Duration.ofMinutes(1)))
					.timer(new Timer() {

						@Override
						public void pause(long nanos) {
							throw broken;
						}

						@Override
						public Alarm in(long nanos, Runnable action) {
							return () -> {
							};
						}

					}));
		pausing.registry().disable("a", Duration.ofSeconds(10), "out");
		assertThatThrownBy(() -> pausing.router().call("pausing", pausing.script)).isSameAs(broken);
		assertNoted("begin pausing", "end failed none unknown");
	}

	@Test
	void chainMadeUpForOneCallHasOneName() {
		this.stage.router().models("b", "a").key("user-1").call(this.stage.script);
		this.stage.router().models("a").call(this.stage.script);
		assertThat(this.watcher.notes).filteredOn((note) -> note.startsWith("begin"))
			.containsExactly("begin ad-hoc", "begin ad-hoc");
	}

	@Test
	void reroutedCallIsOne() {
		Stage rerouting = stage(this.watcher,
				(builder) -> builder.chain(Stage.chain("long", "c"))
					.chain(Stage.chain("short", "a").withReroutes(Map.of(FailureKind.CONTEXT_LENGTH, "long")))
					.models(Model.of("c", "provider", "c")));
		rerouting.script.fails("a", FailureKind.CONTEXT_LENGTH);
		rerouting.router().call("short", rerouting.script);
		assertNoted("begin short", "a context-length", "c success", "end fell-back c none");
	}

	@Test
	void callWithinAnAttemptIsAPartOfItsCall() {
		this.stage.router().call(Stage.CHAIN, (model) -> this.stage.router().models("b").call(this.stage.script));
		assertNoted("begin assistant", "begin ad-hoc in assistant", "b success", "end answered b none", "a success",
				"end answered a none");
	}

	@Test
	void unknownChainIsNoCall() {
		assertThatThrownBy(() -> this.stage.router().call("assitant", this.stage.script))
			.isInstanceOf(RuntimeException.class);
		assertNoted();
	}

	@Test
	void timedAttemptIsObservedOnItsOwnThread() {
		try (Understudy timed = Timed.models("a")
			.chain(Timed.chain(Timed.NEVER, Timed.NONE, "a"))
			.observer(this.watcher)
			.build()) {
			String seen = timed.router()
				.call("chain", (model) -> this.watcher.current() + " on " + Thread.currentThread());
			assertThat(seen).startsWith("chain on ").doesNotContain(Thread.currentThread().toString());
		}
		assertNoted("begin chain", "a success", "end answered a none");
	}

	@Test
	void attemptThatWasGivenUpIsClosedOnItsOwnThreadWhenItReturns() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		VirtualTicker ticker = new VirtualTicker();
		VirtualTimer timer = new VirtualTimer(ticker);
		try (Understudy timed = Timed.models("a", "b")
			.chain(Timed.chain(Timed.NEVER, Timed.NONE, "a", "b"))
			.ticker(ticker)
			.timer(timer)
			.observer(this.watcher)
			.build()) {
			timed.router().call("chain", (model) -> {
				if (model.id().equals("a")) {
					timer.advance(Timed.NEVER);
				}
				while (model.id().equals("a") && hanging.getCount() > 0) {
					try {
						hanging.await();
					}
					catch (InterruptedException ex) {
						// A client that ignores interrupts.
					}
				}
				return "done";
			});
			assertThat(this.watcher.notes).containsExactly("begin chain", "a timeout", "b success",
					"end fell-back b none");
			assertThat(this.watcher.open).hasSize(1);
			hanging.countDown();
			Eventually.eventually("closed", this.watcher.open::isEmpty);
		}
	}

	@Test
	void asynchronousCallIsObservedUntilItsStageIsComplete() {
		CompletableFuture<String> model = new CompletableFuture<>();
		CompletableFuture<?> future = this.stage.router().chain(Stage.CHAIN).routeAsync((any) -> {
			assertThat(this.watcher.current()).isEqualTo("assistant");
			return model;
		}).toCompletableFuture();
		assertNoted("begin assistant");
		model.complete("done");
		assertThat(future).isDone();
		assertNoted("begin assistant", "a success", "end answered a none");
	}

	@Test
	void asynchronousFallbackIsTwoAttempts() {
		this.stage.router()
			.chain(Stage.CHAIN)
			.routeAsync((model) -> model.id().equals("a")
					? CompletableFuture.failedStage(Trouble.of(FailureKind.UNAVAILABLE))
					: CompletableFuture.completedStage("done"));
		assertNoted("begin assistant", "a unavailable", "b success", "end fell-back b none");
	}

	@Test
	void futureThatIsCancelledEndsTheCall() {
		this.stage.router()
			.chain(Stage.CHAIN)
			.routeAsync((model) -> new CompletableFuture<String>())
			.toCompletableFuture()
			.cancel(true);
		assertNoted("begin assistant", "a cancelled", "end failed none cancelled");
	}

	@Test
	void streamThatBreaksOffEndsTheCall() {
		Spotlight spotlight = this.stage.understudy.spotlight((key) -> key.equals("watcher") ? "request" : null);
		Call call = this.stage.understudy.beginStream(CallSpec.chain(Stage.CHAIN), Asked.ANYTHING, spotlight);
		assertThat(this.stage.understudy.isObserved()).isTrue();
		assertThat(spotlight.context()).containsExactly(Map.entry("watcher", "assistant"));
		call.next();
		call.brokeOff(Trouble.of(FailureKind.NETWORK_ERROR));
		assertNoted("begin assistant in request", "a network-error", "end failed none network-error");
	}

	@Test
	void callThatBreaksBetweenAttemptsHasNoAttempt() {
		Call call = this.stage.begin();
		call.broken();
		call.broken();
		assertNoted("begin assistant", "end failed none unknown");
	}

	@Test
	void spotlightOfAnEngineThatNobodyObservesStaysOff() {
		Stage unobserved = Stage.of("a");
		assertThat(unobserved.understudy.isObserved()).isFalse();
		Spotlight spotlight = unobserved.understudy.spotlight((key) -> "request");
		unobserved.understudy.beginStream(CallSpec.chain(Stage.CHAIN), Asked.ANYTHING, spotlight).next();
		assertThat(spotlight).isSameAs(Spotlight.OFF);
		assertThat(spotlight.isOn()).isFalse();
		assertThat(spotlight.context()).isEmpty();
		spotlight.open().run();
	}

	@Test
	void observerWithNothingToObserveForIsNotAsked() {
		Stage idle = stage(new Nobody() {

			@Override
			public boolean observes() {
				return false;
			}

		}, (builder) -> builder);
		assertThat(idle.call()).isEqualTo("from a");
		assertThat(idle.understudy.isObserved()).isFalse();
	}

	@Test
	void observerMayLeaveACallOut() {
		CallObserver nobody = new Nobody() {

			@Override
			public @Nullable Object parent(UnaryOperator<@Nullable Object> context) {
				return null;
			}

			@Override
			public @Nullable Observed begin(String chain, @Nullable Object parent) {
				return null;
			}

		};
		Stage leftOut = stage(nobody, (builder) -> builder);
		leftOut.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(leftOut.call()).isEqualTo("from b");
		leftOut.disable("a", "b");
		leftOut.callInVain();
	}

	@ParameterizedTest
	@ValueSource(strings = { "observes", "parent", "begin", "open", "close", "context", "attempted", "ended" })
	void observerThatThrowsHarmsNoCallAndIsReportedOnce(String where) {
		Thrower thrower = new Thrower(where);
		try (LogLines log = new LogLines()) {
			Stage harmed = stage(thrower, (builder) -> builder);
			harmed.script.fails("a", FailureKind.SERVER_ERROR);
			assertThat(harmed.call()).isEqualTo("from b");
			Spotlight spotlight = harmed.understudy.spotlight((key) -> null);
			Call call = harmed.understudy.beginStream(CallSpec.chain(Stage.CHAIN), Asked.ANYTHING, spotlight);
			assertThat(spotlight.context()).isEmpty();
			call.next();
			call.answered("done");
			harmed.disable("a", "b");
			harmed.callInVain();
			assertThat(log.at(Level.WARN)).filteredOn((line) -> line.contains("threw"))
				.containsExactly("Observer '" + Thrower.class.getName() + "' threw 'java.lang.IllegalStateException'; "
						+ "calls go on, and further throws are not reported");
			assertThat(log.all()).noneMatch((line) -> line.contains(Trouble.CANARY));
		}
	}

	private void assertNoted(String... notes) {
		assertThat(this.watcher.notes).containsExactly(notes);
		assertThat(this.watcher.open).isEmpty();
		assertThat(this.watcher.current()).isNull();
	}

	private static Stage stage(CallObserver observer, UnaryOperator<UnderstudyBuilder> more) {
		return Stage.with((builder) -> more.apply(builder.model(Stage.model("a"))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b"))
			.observer(observer)));
	}

	/** Fails whoever asks. */
	private static class Nobody implements CallObserver {

		@Override
		public @Nullable Object parent(UnaryOperator<@Nullable Object> context) {
			throw new AssertionError("Nobody is to be asked");
		}

		@Override
		public @Nullable Observed begin(String chain, @Nullable Object parent) {
			throw new AssertionError("Nobody is to be asked");
		}

	}

	/** Throws in one place. */
	private static final class Thrower implements CallObserver, CallObserver.Observed {

		private final String where;

		private Thrower(String where) {
			this.where = where;
		}

		@Override
		public boolean observes() {
			at("observes");
			return true;
		}

		@Override
		public @Nullable Object parent(UnaryOperator<@Nullable Object> context) {
			at("parent");
			return null;
		}

		@Override
		public Observed begin(String chain, @Nullable Object parent) {
			at("begin");
			return this;
		}

		@Override
		public Runnable open() {
			at("open");
			return () -> at("close");
		}

		@Override
		public Map<Object, Object> context() {
			at("context");
			return CallObserver.Observed.super.context();
		}

		@Override
		public void attempted(Model model, @Nullable FailureKind failure) {
			at("attempted");
		}

		@Override
		public void ended(Outcome outcome, @Nullable Model model, @Nullable FailureKind failure) {
			at("ended");
		}

		private void at(String place) {
			if (place.equals(this.where)) {
				throw new IllegalStateException(Trouble.CANARY);
			}
		}

	}

}
