package com.example;

import java.time.Duration;

import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.Routed;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that have no method of their own, only a proxy: nothing is sent.
 */
@SpringBootTest(properties = "understudy.advice.order=0")
@AutoConfigureScriptedModels
class HttpInterfaceTests {

	@Autowired
	private ScriptedModels models;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private ProviderApi api;

	@Autowired
	private SupportAssistant assistant;

	@Test
	void scriptAnswersInThePlaceOfTheRequest() {
		this.models.script("gpt", fails(FailureKind.RATE_LIMIT, Duration.ofSeconds(40)));
		this.models.script("claude", answers("From Claude."));
		assertThat(this.api.chat("When do you open?")).isEqualTo("From Claude.");
		assertThat(this.models.asked("claude")).extracting("question").containsExactly("When do you open?");
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.RATE_LIMITED);
	}

	@Test
	void standInIsNearestToTheMethodWhereverTheAdviceStands() {
		this.models.script("gpt", fails(FailureKind.UNAVAILABLE));
		this.models.script("claude", answers("From Claude."));
		Routed<String> routed = this.assistant.answer("?");
		assertThat(routed).fellBackTo("claude");
	}

	interface ProviderApi {

		@PostExchange("/chat")
		@ModelFallback("assistant")
		String chat(@RequestBody String question);

	}

	@TestConfiguration
	static class Clients {

		@Bean
		ProviderApi providerApi() {
			RestClientAdapter nowhere = RestClientAdapter.create(RestClient.create("http://localhost:1"));
			return HttpServiceProxyFactory.builderFor(nowhere).build().createClient(ProviderApi.class);
		}

	}

}
