package com.example;

import java.time.Duration;

import dev.understudy.ModelRegistry;
import dev.understudy.Routed;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.StandbyReason.RATE_LIMITED;
import static dev.understudy.failure.FailureKind.RATE_LIMIT;
import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.UnderstudyAssertions.assertThat;

@SpringBootTest
@AutoConfigureScriptedModels
class SupportAssistantTests {

	@Autowired
	ScriptedModels models;

	@Autowired
	VirtualClock clock;

	@Autowired
	ModelRegistry registry;

	@Autowired
	SupportAssistant assistant;

	@Test
	void claudeAnswersWhileGptIsRateLimited() {
		this.models.script("gpt", fails(RATE_LIMIT, Duration.ofSeconds(30)).then(answers("From GPT.")));
		this.models.script("claude", answers("From Claude."));

		Routed<String> routed = this.assistant.answer("When do you open?");
		assertThat(routed).fellBackFrom("gpt", RATE_LIMIT).fellBackTo("claude").hasAnswer("From Claude.");
		assertThat(this.registry.status("gpt")).isOnStandbyFor(RATE_LIMITED);

		this.clock.advance(Duration.ofSeconds(30));
		assertThat(this.assistant.answer("And on Sunday?")).isAnsweredByFirstChoice().hasAnswer("From GPT.");
	}

}
