package com.example;

import dev.understudy.test.ScriptedModels;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/**
 * A fake client that knows nothing of scripts is asked where the test says that its
 * callers run.
 */
@SpringBootTest
@AutoConfigureScriptedModels(run = { SupportAssistant.class, Concierge.class })
class OwnClientTests {

	@MockitoBean
	private ProviderClient client;

	@Autowired
	private ScriptedModels models;

	@Autowired
	private SupportAssistant assistant;

	@Autowired
	private Concierge concierge;

	@Test
	void methodsAndRouterCallsAreRun() {
		given(this.client.ask(any(), any(), any())).willAnswer((call) -> call.getArgument(1) + " answers");
		assertThat(this.assistant.answer("?")).isAnsweredByFirstChoice().hasAnswer("gpt-4.1 answers");
		assertThat(this.concierge.greet("Anna")).hasAnswer("gpt-4.1 answers");
		assertThat(this.models.asked()).isEmpty();
	}

}
