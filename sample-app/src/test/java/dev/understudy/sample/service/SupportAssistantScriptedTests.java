package dev.understudy.sample.service;

import java.time.Duration;

import dev.understudy.ModelRegistry;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.Script.hangs;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ladder of the assistant, with models that do what the test says: no provider is
 * simulated, and nobody waits.
 */
@SpringBootTest
@AutoConfigureScriptedModels
class SupportAssistantScriptedTests {

	private static final Duration WAIT = Duration.ofSeconds(15);

	@Autowired
	private ScriptedModels models;

	@Autowired
	private VirtualClock clock;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private SupportAssistant assistant;

	@Test
	void understudyAnswersWhileTheFirstChoiceIsRateLimited() {
		this.models.script("gpt", fails(FailureKind.RATE_LIMIT, WAIT).then(answers("From GPT.")));
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.answer("Where is my parcel?")).fellBackFrom("gpt", FailureKind.RATE_LIMIT)
			.fellBackTo("claude")
			.hasAnswer("From Claude.");
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.RATE_LIMITED).isUsableAfter(WAIT);
		this.clock.advance(WAIT);
		assertThat(this.assistant.answer("And my shoes?")).isAnsweredByFirstChoice().hasAnswer("From GPT.");
		assertThat(this.models.asked("gpt")).extracting("question")
			.containsExactly("Where is my parcel?", "And my shoes?");
	}

	@Test
	void modelThatHangsIsLeftAtTheTimeoutOfTheConfiguration() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.answer("Where is my parcel?")).fellBackFrom("gpt", FailureKind.TIMEOUT)
			.fellBackTo("claude");
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(5));
	}

	@Test
	void modelsOnStandbyAreNotAsked() {
		this.models.standDown("gpt", StandbyReason.QUOTA_EXHAUSTED, Duration.ofHours(1));
		this.models.standDown("claude", StandbyReason.MANUAL);
		this.models.script("local", answers("From here."));
		assertThat(this.assistant.answer("Where is my parcel?")).skipped("gpt", "QUOTA_EXHAUSTED")
			.skipped("claude", "MANUAL")
			.fellBackTo("local");
		assertThat(this.models.asked()).hasSize(1);
	}

	@Test
	void lastGoodAnswerIsRepeatedForTenMinutes() {
		this.models.script("gpt", answers("On its way.").then(fails(FailureKind.AUTH_ERROR)));
		this.models.script("claude", fails(FailureKind.AUTH_ERROR));
		this.models.script("local", fails(FailureKind.AUTH_ERROR));
		assertThat(this.assistant.answer("Where is my parcel?")).isAnsweredByFirstChoice();
		assertThat(this.assistant.answer("Where is my parcel?")).isDegradedBecauseOf(FailureKind.AUTH_ERROR)
			.hasAnswer("On its way.");
		this.clock.advance(Duration.ofMinutes(11));
		assertThat(this.assistant.answer("Where is my parcel?")).isDegraded()
			.hasAnswer("Sorry, I can't answer right now.");
	}

	@Test
	void customerIsToldWhenToAskAgain() {
		for (String model : new String[] { "gpt", "claude", "local" }) {
			this.models.script(model, fails(FailureKind.RATE_LIMIT, WAIT));
		}
		assertThat(this.assistant.answer("Are you busy?")).isDegradedBecauseOf(FailureKind.RATE_LIMIT)
			.hasAnswer("We are very busy. Please ask again in 15 seconds.");
	}

}
