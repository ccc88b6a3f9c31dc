package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.ModelStoodDown;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.ApartTicker;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Standbys of engines that have a store, as the application sees them.
 */
class SharedStandbyTests {

	private final ScriptedStateStore store = new ScriptedStateStore();

	private final LogLines log = new LogLines();

	private final EngineThreads threads = new EngineThreads();

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void standbySetInOneEngineIsObeyedInAnotherAndEndsAtTheSameInstant() {
		StateStore shared = StateStore.inMemory();
		VirtualTicker time = new VirtualTicker();
		time.advance(Duration.ofHours(1));
		ApartTicker ahead = new ApartTicker(time, Duration.ofSeconds(1));
		try (Understudy one = engine(shared).ticker(time).build();
				Understudy other = engine(shared).ticker(ahead).build()) {
			fail(one, FailureKind.UNAVAILABLE, Duration.ofSeconds(90));
			eventually("the other one hears of it", () -> state(other) == ModelState.STANDBY);
			assertThat(standby(other)).isEqualTo(standby(one));
			assertThat(status(other).cooldownRemaining()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
			one.registry().disable("a", Duration.ofMinutes(5), "by hand");
			eventually("by hand", () -> status(other).standbys().size() == 2);
			other.registry().enable("a");
			eventually("enabled", () -> state(one) == ModelState.ACTIVE);
			eventually("each has told of both", () -> told("UNAVAILABLE") == 2 && told("active again") == 2);
		}
	}

	@Test
	void modelStoodDownUntilFivePastIsOutUntilThenAfterARestartAtOnePast() {
		StateStore kept = StateStore.inMemory();
		Stage before = Stage.with((builder) -> models(builder).stateStore(kept));
		before.rateLimit(Duration.ofMinutes(5), "a");
		before.disable("b");
		before.understudy.close();
		Stage after = Stage.with((builder, ticker) -> {
			ticker.advance(Duration.ofMinutes(1));
			return models(builder).stateStore(kept);
		});
		assertThat(after.status("a").cooldownRemaining()).isEqualTo(Duration.ofMinutes(4));
		after.pass(Duration.ofMinutes(4).minusNanos(1));
		assertThat(after.status("a").state()).isEqualTo(ModelState.STANDBY);
		after.pass(Duration.ofNanos(1));
		assertThat(after.status("a").state()).isEqualTo(ModelState.ACTIVE);
		after.pass(Duration.ofDays(400));
		assertThat(after.status("b").standbys()).singleElement().satisfies((standby) -> {
			assertThat(standby.reason()).isEqualTo(StandbyReason.MANUAL);
			assertThat(standby.note()).isEqualTo("out");
		});
		after.understudy.close();
	}

	@Test
	void modelThatARefreshAddsTakesOverWhatTheStoreKnows() {
		this.store.board
			.add(StandbyNotice.stands("b", 1, new Standby(StandbyReason.MANUAL, VirtualTicker.BEGINNING, null, "out")));
		Stage stage = Stage.with((builder) -> one(builder).stateStore(this.store));
		Repertoire more = new Repertoire(List.of(Stage.model("a"), Stage.model("b")),
				List.of(Stage.chain(Stage.CHAIN, "a", "b")));
		Repertoire less = stage.understudy.repertoire();
		stage.understudy.perform(more);
		assertThat(stage.status("b").state()).isEqualTo(ModelState.STANDBY);
		stage.understudy.perform(less);
		stage.understudy.perform(more);
		assertThat(stage.status("b").state()).isEqualTo(ModelState.STANDBY);
		stage.understudy.close();
		assertThat(this.store.board.of("b")).hasSize(1);
	}

	@Test
	void modelThatARefreshRemovesIsNeitherStoodDownNorReportedAnyMore() {
		Stage stage = Stage.with((builder) -> models(builder).stateStore(this.store));
		stage.understudy.perform(new Repertoire(List.of(Stage.model("a")), List.of(Stage.chain(Stage.CHAIN, "a"))));
		this.store.say(StandbyNotice.stands("b", 1, new Standby(StandbyReason.MANUAL, Stage.BEGINNING, null, "out")));
		assertThat(stage.events.of(ModelStoodDown.class)).isEmpty();
		stage.understudy.close();
	}

	@Test
	void storeThatHangsHoldsUpNoCallIsWarnedOfOnceAndCatchesUp() {
		Stage stage = Stage.with((builder) -> one(builder).stateStore(this.store));
		stage.pass(Duration.ofSeconds(1));
		this.store.gate = new CountDownLatch(1);
		int asked = this.store.asked;
		stage.script.fails("a", Trouble.of(FailureKind.UNAVAILABLE));
		stage.callInVain();
		eventually("the store is asked", () -> this.store.asked > asked);
		stage.disable("a");
		stage.registry().enable("a");
		for (int i = 0; i < 100; i++) {
			stage.call();
		}
		stage.pass(Duration.ofMinutes(1));
		assertThat(this.store.published).as("still hangs").isEmpty();
		assertThat(this.log.at(Level.WARN)).filteredOn((line) -> line.startsWith("State store"))
			.singleElement()
			.asString()
			.contains("does not answer");
		this.store.gate.countDown();
		eventually("it is back", () -> this.log.at(Level.INFO).stream().anyMatch((line) -> line.contains("is back")));
		eventually("it catches up", () -> {
			stage.pass(Duration.ofSeconds(1));
			return this.store.board.of("a").stream().noneMatch((notice) -> notice.standby() != null);
		});
		assertThat(this.store.threads).containsOnly("understudy-state");
		stage.understudy.close();
	}

	@Test
	void engineStartsAndEndsWithAStoreThatHangs() {
		this.store.gate = new CountDownLatch(1);
		try (Understudy understudy = engine(this.store).build()) {
			assertThat(understudy.router().<String>call("chain", (model) -> "fine")).isEqualTo("fine");
		}
		eventually("no thread is left", () -> this.threads.count() == 0);
	}

	@Test
	void engineWithoutAStoreHasNoThreadForOne() {
		try (Understudy understudy = Understudy.builder()
			.models(Stage.model("a").model())
			.chain("chain", "a")
			.build()) {
			understudy.registry().disable("a", null, "out");
			assertThat(this.threads.names()).doesNotContain("understudy-state");
		}
	}

	@Test
	void neitherPromptNorAnswerNorMessageNorKeyIsKept() {
		Stage stage = Stage.with((builder) -> one(builder).stateStore(this.store));
		stage.script.fails("a", FailureKind.RATE_LIMIT);
		stage.callInVain();
		stage.understudy.close();
		assertThat(this.store.board.notices()).isNotEmpty();
		assertThat(this.store.published.toString()).doesNotContain(Trouble.CANARY);
	}

	private long told(String text) {
		return this.log.at(Level.INFO).stream().filter((line) -> line.contains(text)).count();
	}

	private static UnderstudyBuilder engine(StateStore store) {
		return Understudy.builder()
			.model(Stage.model("a"))
			.chain(Stage.chain("chain", "a"))
			.classifier(Trouble.CLASSIFIER)
			.stateStore(store);
	}

	private static UnderstudyBuilder one(UnderstudyBuilder builder) {
		return builder.model(Stage.model("a")).chain(Stage.chain(Stage.CHAIN, "a"));
	}

	private static UnderstudyBuilder models(UnderstudyBuilder builder) {
		return builder.model(Stage.model("a")).model(Stage.model("b")).chain(Stage.chain(Stage.CHAIN, "a", "b"));
	}

	private static void fail(Understudy understudy, FailureKind kind, Duration retryAfter) {
		try {
			understudy.router().call("chain", (model) -> {
				throw Trouble.of(kind, retryAfter);
			});
		}
		catch (RuntimeException ex) {
			assertThat(ex).isNotNull();
		}
	}

	private static ModelStatus status(Understudy understudy) {
		return understudy.registry().status("a");
	}

	private static ModelState state(Understudy understudy) {
		return status(understudy).state();
	}

	private static Standby standby(Understudy understudy) {
		return status(understudy).standbys().get(0);
	}

}
