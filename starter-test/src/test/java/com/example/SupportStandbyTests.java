package com.example;

import java.time.Duration;

import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedModels;
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
 * More examples of the documentation.
 */
@SpringBootTest
@AutoConfigureScriptedModels
class SupportStandbyTests {

	@Autowired
	ScriptedModels models;

	@Autowired
	SupportAssistant assistant;

	@Test
	void claudeAnswersWhenGptHangs() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("From Claude."));
		assertThat(this.assistant.answer("When do you open?")).fellBackFrom("gpt", FailureKind.TIMEOUT)
			.fellBackTo("claude");
	}

	@Test
	void guestsAreToldWhenNobodyAnswers() {
		this.models.standDown("gpt", StandbyReason.QUOTA_EXHAUSTED, Duration.ofHours(1));
		this.models.script("claude", fails(FailureKind.SERVER_ERROR));
		assertThat(this.assistant.answer("When do you open?")).isDegradedBecauseOf(FailureKind.SERVER_ERROR)
			.skipped("gpt", "QUOTA_EXHAUSTED")
			.hasAnswer("Sorry, I can't answer right now.");
	}

	@Test
	void guestsAreAskedForNothingButTheirQuestion() {
		this.models.script("gpt", answers("At nine."));
		this.assistant.answer("When do you open?");
		assertThat(this.models.asked("gpt")).extracting("question").containsExactly("When do you open?");
	}

}
