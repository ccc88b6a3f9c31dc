package com.example;

import java.time.Duration;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.UnknownNameException;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each test finds everything as if it were the first one, and stands models down as it
 * likes.
 */
@SpringBootTest
@AutoConfigureScriptedModels
class FreshStartTests {

	@Autowired
	private ScriptedModels models;

	@Autowired
	private VirtualClock clock;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private ModelRouter router;

	@Autowired
	private SupportAssistant assistant;

	@BeforeEach
	void claudeAnswers() {
		this.models.script("claude", answers("From Claude."));
	}

	@RepeatedTest(3)
	void nothingIsLeftOfTheTestBefore() {
		assertThat(this.models.asked()).isEmpty();
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING);
		assertThat(this.registry.statuses()).allSatisfy((status) -> {
			assertThat(status).isActive().isUsableAfter(Duration.ZERO);
			assertThat(status.healthy()).isTrue();
			assertThat(status.lastRequest()).isNull();
			assertThat(status.requestsUsed()).isZero();
		});
		assertThat(this.registry.statistics().chains()).doesNotContainKey("ad-hoc")
			.allSatisfy((name, chain) -> assertThat(chain.calls()).isZero());
		this.router.models("claude").call((model) -> this.models.ask("?"));
		this.models.script("gpt", answers("At nine.").then(fails(FailureKind.AUTH_ERROR)));
		this.models.script("local", answers("From here."));
		assertThat(this.assistant.answer("When?")).isAnsweredByFirstChoice();
		assertThat(this.assistant.answer("When?")).fellBackTo("claude");
		for (int i = 0; i < 3; i++) {
			this.assistant.cheap("?");
		}
		this.models.standDown("claude", StandbyReason.MANUAL);
		this.models.standDown("local", StandbyReason.ERROR_THRESHOLD, Duration.ofDays(3));
		assertThat(this.assistant.answer("When?")).isDegraded().hasAnswer("From Claude.");
		assertThat(this.assistant.answer("What else?")).isDegraded().hasAnswer("Sorry, I can't answer right now.");
		this.clock.advance(Duration.ofHours(2));
		assertThat(this.assistant.answer("When?")).isDegraded();
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.AUTH_FAILED);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE,
			names = { "REQUEST_LIMIT", "TOKEN_LIMIT", "BUDGET_EXCEEDED", "MAINTENANCE_WINDOW" })
	void modelStandsDownForAnyReasonAndRecovers(StandbyReason reason) {
		this.models.script("gpt", answers("From GPT."));
		for (int i = 0; i < 2; i++) {
			this.models.standDown("gpt", reason, Duration.ofMinutes(2));
			assertThat(this.registry.status("gpt")).isOnStandby()
				.isOnStandbyFor(reason)
				.isUsableAfter(Duration.ofMinutes(2));
			assertThat(this.assistant.answer("?")).fellBackTo("claude").skipped("gpt", reason.name());
			this.models.recover("gpt");
			assertThat(this.registry.status("gpt")).isActive();
			assertThat(this.assistant.answer("?")).isAnsweredByFirstChoice();
		}
	}

	@Test
	void standbyEndsByItself() {
		this.models.script("gpt", answers("From GPT."));
		this.models.standDown("gpt", StandbyReason.UNAVAILABLE, Duration.ofMinutes(2));
		this.clock.advanceTo(VirtualClock.BEGINNING.plusSeconds(120));
		assertThat(this.registry.status("gpt")).isActive();
	}

	@Test
	void modelThatFailedTooOftenComesBackOverATrial() {
		this.models.script("gpt", answers("From GPT."));
		this.models.standDown("gpt", StandbyReason.ERROR_THRESHOLD, Duration.ofMinutes(1));
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.registry.status("gpt")).isInTrial();
		this.assistant.answer("?");
		this.assistant.answer("?");
		assertThat(this.registry.status("gpt").state()).isEqualTo(ModelState.ACTIVE);
	}

	@Test
	void reasonsThatFollowFromOtherThingsAreRefused() {
		assertThatThrownBy(() -> this.models.standDown("gpt", StandbyReason.REQUEST_LIMIT))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Reason 'REQUEST_LIMIT' cannot be given to model 'gpt': it follows from counters, so ask the "
					+ "model as often as its limit allows");
		assertThatThrownBy(() -> this.models.standDown("gpt", StandbyReason.MAINTENANCE_WINDOW, Duration.ofHours(1)))
			.hasMessageEndingWith("it follows from the clock, so advance it into a window");
	}

	@Test
	void modelThatIsNotConfiguredIsRefused() {
		assertThatThrownBy(() -> this.models.script("gtp", answers("?"))).isInstanceOf(UnknownNameException.class)
			.hasMessage("Unknown model 'gtp', did you mean 'gpt'? (known: 'claude', 'gpt', 'local')");
		assertThatThrownBy(() -> this.models.asked("gtp")).isInstanceOf(UnknownNameException.class);
		assertThatThrownBy(() -> this.models.recover("gtp")).isInstanceOf(UnknownNameException.class);
		assertThatThrownBy(() -> this.models.standDown("gtp", StandbyReason.SLOW))
			.isInstanceOf(UnknownNameException.class);
	}

}
