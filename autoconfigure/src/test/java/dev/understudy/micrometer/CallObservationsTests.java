package dev.understudy.micrometer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.ModelCallException;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is observed of blocking and asynchronous calls.
 */
class CallObservationsTests {

	private final Journal journal = new Journal();

	private final Understudy understudy = Chains.engine(new CallObservations(this.journal.registry, null));

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
		assertThat(call(Chains.unless("gpt"))).isEqualTo("claude");
		assertThat(this.journal.events).containsExactly("attempt: gpt network-error", "attempt: claude success");
		assertThat(this.journal.ended)
			.containsExactly("understudy.call attempts=2 chain=talk kind=none model=claude outcome=fell-back");
	}

	@Test
	void retriesAreEventsToo() {
		assertThatThrownBy(() -> this.understudy.router().call("retrying", Chains.unless("gpt")))
			.isInstanceOf(RuntimeException.class);
		assertThat(this.journal.events).containsExactly("attempt: gpt network-error", "attempt: gpt network-error",
				"attempt: gpt network-error");
	}

	@Test
	void exhaustedCallHasAnErrorThatSaysItsKindOnly() {
		assertThatThrownBy(() -> call(Chains.unless("gpt", "claude"))).isInstanceOf(RuntimeException.class);
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
		assertThat(this.understudy.router().chain("talk-down").answers(String.class).<String>call(Chains.unless("gpt")))
			.isEqualTo("Later");
		assertThat(this.journal.ended).containsExactly(
				"understudy.call attempts=1 chain=talk-down kind=network-error model=none outcome=degraded");
	}

	@Test
	void badRequestOfTheCallerEndsTheCall() {
		assertThatThrownBy(() -> call((model) -> {
			throw new IllegalArgumentException(Chains.CANARY);
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
			throw new StackOverflowError(Chains.CANARY);
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
			this.understudy.router().models(ids).key(Chains.CANARY + i).call(Model::id);
		}
		assertThat(this.journal.ended).hasSize(10_000).allMatch((line) -> line.contains(" chain=ad-hoc "));
		assertNoCanary();
	}

	@Test
	void nothingThatWasSaidIsSeenAnywhere() {
		call((model) -> Chains.CANARY);
		for (String chain : new String[] { "talk", "timed", "retrying", "talk-down" }) {
			for (RuntimeException thrown : List.of(Chains.down(), new IllegalStateException(Chains.CANARY),
					new IllegalArgumentException(Chains.CANARY))) {
				this.understudy.router()
					.chain(chain)
					.key(Chains.CANARY)
					.answers(String.class)
					.routeAsync((model) -> CompletableFuture.failedStage(thrown));
				assertThatThrownBy(() -> this.understudy.router().chain(chain).key(Chains.CANARY).call((model) -> {
					throw thrown;
				})).isInstanceOf(RuntimeException.class);
			}
		}
		assertThat(this.journal.ended).hasSize(25);
		assertNoCanary();
	}

	@Test
	void attemptThatWasGivenUpLeavesItsThreadWithoutScope() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		CompletableFuture<Object> seen = new CompletableFuture<>();
		try (Understudy impatient = Chains.builder(new CallObservations(this.journal.registry, null))
			.chain(ChainSettings.of("short",
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
		assertThat(this.journal.everything()).isNotEmpty().doesNotContain(Chains.CANARY);
		assertThat(this.journal.events).noneMatch((event) -> event.contains(Chains.CANARY));
		assertThat(this.journal.ended).noneMatch((line) -> line.contains(Chains.CANARY));
	}

}
