package dev.understudy.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.understudy.Model;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.hangs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a test leaves behind on other threads changes nothing in the next one.
 */
@Timeout(60)
class LeftoverTests {

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private final VirtualClock clock = new VirtualClock();

	private final TestState state = new TestState();

	private final Understudy understudy = Understudy.builder()
		.ticker(this.clock)
		.timer(this.clock)
		.stateStore(this.state.standbys())
		.limitStore(this.state.counters())
		.classifier(new ScriptedFailures())
		.models(GPT, Model.of("claude", "anthropic", "claude-sonnet-4-5"))
		.chain(ChainSettings.of("assistant", List.of(seat("gpt"), seat("claude"))).withDeadline(Duration.ZERO))
		.build();

	private final ScriptedModels models = new ScriptedModels(this.clock, this.state, () -> this.understudy);

	private final AtomicInteger rung = new AtomicInteger();

	@BeforeEach
	void everybodyHasAScript() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("From Claude."));
	}

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@Test
	void hangEndsAtOnceAndRingsNothing() throws Exception {
		Performance left = this.models.perform(GPT, "?", "?");
		CompletableFuture<Throwable> ended = leave(() -> catchThrowable(left::answer));
		nextTest();
		assertCancelled(ended.get(30, TimeUnit.SECONDS));
		assertNextTestIsUntouched();
	}

	@Test
	void hangOfAnAudienceEndsAtOnceAndRingsNothing() throws Exception {
		Performance left = this.models.perform(GPT, "?", "?");
		CompletableFuture<Throwable> ended = leave(() -> catchThrowable(() -> left.later().join()));
		nextTest();
		assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(CompletionException.class)
			.satisfies((thrown) -> assertCancelled(thrown.getCause()));
		assertNextTestIsUntouched();
	}

	@Test
	void callEndsAndNobodyElseIsAsked() throws Exception {
		CompletableFuture<Throwable> ended = leave(() -> catchThrowable(
				() -> this.understudy.router().call("assistant", (model) -> this.models.ask("?"))));
		nextTest();
		assertCancelled(ended.get(30, TimeUnit.SECONDS));
		assertNextTestIsUntouched();
	}

	@Test
	void performanceThatIsPlayedTooLateTakesNoTime() {
		this.models.script("gpt", answers("At nine.").after(Duration.ofSeconds(4)));
		Performance blocking = this.models.perform(GPT, "?", "?");
		Performance asynchronous = this.models.perform(GPT, "?", "?");
		nextTest();
		assertCancelled(catchThrowable(blocking::answer));
		assertThatThrownBy(() -> asynchronous.later().join()).satisfies((thrown) -> assertCancelled(thrown.getCause()));
		assertNextTestIsUntouched();
	}

	@Test
	void mistakeThatIsMadeTooLateIsNotTheNextTests() {
		Performance left = this.models.perform(GPT, "?", "?");
		nextTest();
		left.mistake("wrong");
		assertNextTestIsUntouched();
	}

	@Test
	void scriptOfTheNextTestBeginsWithItsFirstStep() throws Exception {
		this.models.script("gpt", answers("1").then(answers("2")));
		this.models.perform(GPT, "?", "?");
		nextTest();
		this.models.script("gpt", answers("1").then(answers("2")));
		assertThat(this.models.perform(GPT, "?", "?").answer()).isEqualTo("1");
	}

	/** Lets a thread hang until it rings for want of anything else. */
	private CompletableFuture<Throwable> leave(Supplier<Throwable> work) throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		this.clock.in(1, hangs::countDown);
		CompletableFuture<Throwable> ended = new CompletableFuture<>();
		Thread thread = new Thread(() -> ended.complete(work.get()), "left-behind");
		thread.setDaemon(true);
		thread.start();
		assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
		return ended;
	}

	private void nextTest() {
		this.models.reset();
		this.clock.in(TimeUnit.SECONDS.toNanos(1), this.rung::incrementAndGet);
	}

	private void assertNextTestIsUntouched() {
		assertThat(this.rung).hasValue(0);
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING);
		assertThat(this.models.asked()).isEmpty();
		this.models.verify();
	}

	/** Nothing ends what hangs there. */
	private static SeatSettings seat(String id) {
		return SeatSettings.of(id).withTimeout(Duration.ZERO);
	}

	private static void assertCancelled(Throwable thrown) {
		assertThat(thrown)
			.isInstanceOfSatisfying(ScriptedFailureException.class,
					(ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.CANCELLED))
			.hasMessage("Model 'gpt' was asked in a test that is over");
	}

}
