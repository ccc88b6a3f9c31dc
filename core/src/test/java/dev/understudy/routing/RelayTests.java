package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

import ch.qos.logback.classic.Level;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.HealthListener;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.understudy.health.Said.lifted;
import static dev.understudy.health.Said.stands;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a relay tells its store, in virtual time and on the thread of the test.
 */
class RelayTests {

	private final VirtualTicker ticker = new VirtualTicker();

	private final VirtualTimer timer = new VirtualTimer(this.ticker);

	private final ScriptedStateStore store = new ScriptedStateStore();

	private final SameThread thread = new SameThread();

	private final Relay relay = new Relay(this.store, this.ticker, this.timer, this.thread);

	private final LogLines log = new LogLines();

	private final ModelHealth gpt = health("gpt");

	private final ModelHealth claude = health("claude");

	@BeforeEach
	void join() {
		this.relay.join("gpt", this.gpt);
		this.relay.join("claude", this.claude);
	}

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void modelIsOutFromTheStartForAsLongAsTheStoreSays() {
		this.store.board.add(stands(StandbyReason.RATE_LIMITED, 0, 300));
		pass(60);
		this.relay.start();
		pass(239);
		assertThat(usable(this.gpt)).isFalse();
		pass(1);
		assertThat(usable(this.gpt)).isTrue();
		assertThat(this.store.published).as("nothing was said here").isEmpty();
	}

	@Test
	void firstChangeIsToldAtOnceAndTheNextOnesTogether() {
		this.relay.start();
		pass(1);
		this.gpt.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(30), null);
		assertThat(this.store.published).hasSize(1);
		this.gpt.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(40), null);
		this.gpt.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(50), null);
		this.claude.standDown(StandbyReason.MANUAL, null, "note");
		assertThat(this.store.published).hasSize(1);
		pass(1);
		assertThat(this.store.published).hasSize(2);
		assertThat(this.store.published.get(1)).hasSize(2);
		pass(100);
		assertThat(this.store.published).hasSize(2);
	}

	@Test
	void changeThatIsUndoneBeforeItIsToldIsToldAsUndone() {
		this.relay.start();
		this.gpt.standDown(StandbyReason.MANUAL, null, null);
		this.gpt.lift(Set.of(StandbyReason.MANUAL));
		pass(1);
		assertThat(this.store.board.notices()).containsExactly(lifted(StandbyReason.MANUAL, 0));
	}

	@Test
	void whatOthersSayIsObeyedAndNotSaidAgain() {
		this.relay.start();
		pass(1);
		this.store.say(stands(StandbyReason.QUOTA_EXHAUSTED, 1, 60));
		assertThat(usable(this.gpt)).isFalse();
		pass(1);
		this.store.say(lifted(StandbyReason.QUOTA_EXHAUSTED, 2));
		assertThat(usable(this.gpt)).isTrue();
		pass(10);
		assertThat(this.store.published).isEmpty();
	}

	@Test
	void modelThatComesLaterTakesOverWhatIsKnownOfIt() {
		this.store.board
			.add(StandbyNotice.stands("late", 1, new Standby(StandbyReason.MANUAL, Instant.EPOCH, null, "out")));
		this.relay.start();
		ModelHealth late = health("late");
		this.relay.join("late", late);
		assertThat(usable(late)).isFalse();
		assertThat(this.store.published).isEmpty();
	}

	@Test
	void storeThatIsDownIsWarnedOfOnceAndLearnsEverythingWhenItIsBack() {
		this.relay.start();
		pass(1);
		this.store.down = true;
		this.gpt.standDown(StandbyReason.MANUAL, null, null);
		this.claude.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(30), null);
		pass(20);
		this.claude.standDown(StandbyReason.AUTH_FAILED, Duration.ofMinutes(10), null);
		pass(20);
		assertThat(usable(this.gpt)).isFalse();
		assertThat(storeLines(Level.WARN)).singleElement()
			.isEqualTo("State store '" + ScriptedStateStore.class.getName() + "' threw 'java.io.IOException'; "
					+ "standbys are neither kept nor shared until it is back, calls go on");
		this.store.board.add(stands(StandbyReason.QUOTA_EXHAUSTED, 40, 100_000));
		this.store.down = false;
		pass(30);
		assertThat(this.store.published).singleElement();
		assertThat(this.store.board.of("claude")).extracting(StandbyNotice::reason)
			.containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(this.store.board.of("gpt")).hasSize(2);
		assertThat(this.gpt.snapshot().standbys(this.ticker.nanos())).hasSize(2);
		assertThat(storeLines(Level.INFO)).containsExactly(
				"State store '" + ScriptedStateStore.class.getName() + "' is back and knows what happened meanwhile");
		pass(100);
		assertThat(this.store.published).hasSize(1);
		assertThat(this.log.at(Level.WARN)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { StackOverflowError.class, OutOfMemoryError.class, Error.class, AssertionError.class })
	void storeThatBreaksIsToldEverythingOnceItWorks(Class<? extends Error> type) throws Exception {
		this.relay.start();
		pass(1);
		this.store.broken = type.getConstructor().newInstance();
		this.gpt.standDown(StandbyReason.MANUAL, null, null);
		pass(20);
		assertThat(storeLines(Level.WARN)).singleElement().asString().contains(type.getName());
		this.store.broken = null;
		pass(30);
		assertThat(this.store.board.of("gpt")).extracting(StandbyNotice::reason).containsExactly(StandbyReason.MANUAL);
		assertThat(this.timer.waiting()).isZero();
	}

	@Test
	void storeWhoseIntervalMakesNoSenseIsToldAllTheSame() {
		for (Duration interval : Arrays.asList(null, Duration.ofSeconds(Long.MAX_VALUE))) {
			this.store.interval = interval;
			this.gpt.standDown(StandbyReason.MANUAL, null, null);
			this.claude.standDown(StandbyReason.MANUAL, null, null);
			pass(86_400);
			this.gpt.lift(Set.of(StandbyReason.MANUAL));
			this.claude.lift(Set.of(StandbyReason.MANUAL));
			pass(86_400);
			assertThat(this.store.board.notices()).hasSize(2).allMatch((notice) -> notice.standby() == null);
		}
	}

	@Test
	void modelThatHasLeftHearsNothingAndItsLastWordIsKept() {
		this.relay.start();
		pass(1);
		this.claude.standDown(StandbyReason.MANUAL, null, null);
		this.gpt.standDown(StandbyReason.MANUAL, null, null);
		this.relay.leave("gpt");
		this.relay.leave("nobody");
		pass(1);
		assertThat(this.store.board.of("gpt")).hasSize(1);
		this.store.say(stands(StandbyReason.QUOTA_EXHAUSTED, 2, 60));
		assertThat(this.gpt.snapshot().standbys(this.ticker.nanos())).extracting(Standby::reason)
			.containsExactly(StandbyReason.MANUAL);
		ModelHealth back = health("gpt");
		this.relay.join("gpt", back);
		assertThat(back.snapshot().standbys(this.ticker.nanos())).hasSize(2);
	}

	@Test
	void triesLessAndLessOftenWhileTheStoreIsDown() {
		this.store.down = true;
		this.relay.start();
		int first = this.store.asked;
		pass(1);
		assertThat(this.store.asked).isEqualTo(first + 1);
		pass(2 + 4 + 8 + 16);
		assertThat(this.store.asked).isEqualTo(first + 5);
		pass(300);
		assertThat(this.store.asked).isEqualTo(first + 15);
	}

	@Test
	void storeThatIsDownAtTheStartIsListenedToLater() {
		this.store.down = true;
		this.relay.start();
		this.store.down = false;
		this.store.board.add(stands(StandbyReason.MANUAL, 0, null));
		assertThat(this.store.listeners).isEmpty();
		pass(1);
		assertThat(usable(this.gpt)).isFalse();
		assertThat(this.store.listeners).hasSize(1);
	}

	@Test
	void clockThatIsSetWhileAStandbyRunsSaysNothing() {
		this.relay.start();
		this.gpt.standDown(StandbyReason.UNAVAILABLE, Duration.ofSeconds(30), null);
		pass(31);
		this.gpt.lift(Set.of(StandbyReason.REQUEST_LIMIT));
		usable(this.gpt);
		pass(1);
		assertThat(this.store.published).hasSize(1);
	}

	@Test
	void lastWordIsSaidWhenTheEngineEndsAndNoneAfterwards() {
		this.relay.start();
		this.gpt.standDown(StandbyReason.MANUAL, null, null);
		this.claude.standDown(StandbyReason.MANUAL, null, null);
		assertThat(this.store.published).isEmpty();
		this.relay.close();
		assertThat(this.store.published).singleElement()
			.satisfies((notices) -> assertThat((Collection<?>) notices).hasSize(2));
		this.relay.close();
		this.store.say(stands(StandbyReason.SLOW, 1, 60));
		this.gpt.standDown(StandbyReason.AUTH_FAILED, null, null);
		pass(10);
		assertThat(this.store.published).hasSize(1);
		assertThat(this.gpt.snapshot().standbys(this.ticker.nanos())).extracting(Standby::reason)
			.containsExactly(StandbyReason.MANUAL, StandbyReason.AUTH_FAILED);
	}

	@Test
	void nothingIsSaidAtTheEndWhenNothingIsNew() {
		this.relay.start();
		int asked = this.store.asked;
		this.relay.close();
		assertThat(this.store.asked).isEqualTo(asked);
	}

	@Test
	void endThatFailsEndsAllTheSame() {
		this.store.down = true;
		this.relay.start();
		this.relay.close();
		assertThat(this.thread.isShutdown()).isTrue();
	}

	@Test
	void machineWithoutThreadsHarmsNobodyAndTheNextChangeTriesAgain() {
		this.relay.start();
		pass(1);
		this.thread.outOfThreads = true;
		this.gpt.standDown(StandbyReason.MANUAL, null, null);
		assertThat(this.store.published).isEmpty();
		this.thread.outOfThreads = false;
		this.claude.standDown(StandbyReason.MANUAL, null, null);
		assertThat(this.store.published).singleElement()
			.satisfies((notices) -> assertThat((Collection<?>) notices).hasSize(2));
	}

	@Test
	void timerThatTakesNothingHarmsNobody() {
		Relay untimed = new Relay(this.store, this.ticker, new Timer() {
			@Override
			public void pause(long nanos) {
			}

			@Override
			public Alarm in(long nanos, Runnable action) {
				throw new RejectedExecutionException();
			}
		}, this.thread);
		untimed.start();
		untimed.changed("nobody");
		untimed.close();
		assertThat(this.log.at(Level.WARN)).isEmpty();
	}

	private ModelHealth health(String id) {
		return new ModelHealth(id, HealthRules.DEFAULT, this.ticker, new HealthListener() {
			@Override
			public void stoodDown(String modelId, Standby standby) {
			}

			@Override
			public void recovered(String modelId, Instant at) {
			}

			@Override
			public void changed(String modelId) {
				RelayTests.this.relay.changed(modelId);
			}
		});
	}

	private boolean usable(ModelHealth health) {
		return health.usable(this.ticker.nanos());
	}

	private void pass(int seconds) {
		this.timer.advance(Duration.ofSeconds(seconds));
	}

	private List<String> storeLines(Level level) {
		Predicate<String> ofStore = (line) -> line.startsWith("State store");
		return this.log.at(level).stream().filter(ofStore).toList();
	}

}
