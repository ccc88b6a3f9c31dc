package com.example;

import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stand-in for the application's own client asks the scripts, so that the code around
 * it is tested too.
 */
@SpringBootTest
@AutoConfigureScriptedModels
class StandInClientTests {

	@Autowired
	private ScriptedModels models;

	@Autowired
	private SupportAssistant assistant;

	@Autowired
	private Concierge concierge;

	@Test
	void methodsAndRouterCallsAreRun() {
		this.models.script("gpt", fails(FailureKind.SERVER_ERROR));
		this.models.script("claude", answers("12"));
		assertThat(this.assistant.count("How many?")).isEqualTo(12);
		assertThat(this.concierge.greet("Anna")).fellBackTo("claude");
		assertThat(this.models.asked("claude")).extracting("question")
			.containsExactly("How many? (claude-sonnet-4-5)", "Greet Anna (claude-sonnet-4-5)");
	}

	@TestConfiguration
	static class Clients {

		@Bean
		@Primary
		ProviderClient scriptedClient(ScriptedModels models) {
			return (provider, model, question) -> models.ask(question + " (" + model + ")");
		}

	}

	/**
	 * The test says it otherwise.
	 */
	@Nested
	@AutoConfigureScriptedModels(standInFor = SupportAssistant.class, run = ChatDesk.class)
	class Chosen {

		@Autowired
		private ScriptedModels models;

		@Autowired
		private SupportAssistant assistant;

		@Test
		void methodsAreNotRun() {
			this.models.script("gpt", answers("12"));
			assertThat(this.assistant.count("How many?")).isEqualTo(12);
			assertThat(this.models.asked("gpt")).extracting("question").containsExactly("How many?");
		}

	}

}
