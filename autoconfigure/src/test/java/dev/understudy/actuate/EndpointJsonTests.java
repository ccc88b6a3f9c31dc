package dev.understudy.actuate;

import java.time.Duration;

import dev.understudy.Model;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpServerErrorException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON of the endpoints to the letter, which other people's scripts read.
 */
class EndpointJsonTests {

	@Test
	void theJsonIsAContract() {
		try (Premises premises = Premises.mvc("management.endpoint.models.access=unrestricted",
				"understudy.models.gpt.provider=openai", "understudy.models.gpt.name=gpt-4.1",
				"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,claude",
				"spring.jackson.property-naming-strategy=SNAKE_CASE",
				"spring.jackson.default-property-inclusion=always")) {
			premises.router().call("assistant", (model) -> answer(model, premises));
			premises.router().call("assistant", (model) -> down(model, premises));
			premises.post("/models/gpt", "{\"enabled\": false, \"for\": \"5m\", \"note\": \"moving house\"}");
			assertThat(premises.get("/models/gpt").body()).isEqualTo(line("""
					{"id":"gpt","provider":"openai","name":"gpt-4.1","state":"STANDBY",
					"standbys":[{"reason":"UNAVAILABLE","since":"2026-11-02T09:00:00.120Z",
					"until":"2026-11-02T09:00:30.120Z"},
					{"reason":"MANUAL","since":"2026-11-02T09:00:00.200Z",
					"until":"2026-11-02T09:05:00.200Z","note":"moving house"}],
					"cooldownRemaining":"PT5M","consecutiveFailures":1,"callsInWindow":2,
					"successRate":0.5,"errorRate":0.5,
					"latencyMean":"PT0.12S","latencyP50":"PT0.12S","latencyP95":"PT0.12S",
					"score":0.7928,"requestsUsed":2,"tokensUsed":0,"costUsed":0.0,
					"lastRequest":"2026-11-02T09:00:00.120Z","lastFailure":"2026-11-02T09:00:00.120Z",
					"recentLatencies":["PT0.12S"]}
					"""));
			assertThat(premises.get("/models").body()).startsWith("{\"models\":[{\"id\":\"")
				.contains(premises.get("/models/gpt").body());
			assertThat(premises.get("/chains/assistant").body()).isEqualTo(line("""
					{"chain":"assistant","strategy":"priority",
					"order":[{"id":"claude","provider":"anthropic","name":"claude"}],
					"skipped":{"gpt":["UNAVAILABLE","MANUAL"]},
					"statistics":{"calls":2,"answered":1,"fellBack":1,"degraded":0,"failed":0,
					"primarySuccessRate":0.5,"fallbackRate":0.5,
					"models":{"claude":{"selected":1,"answered":1,"failures":{},
					"fellBackFrom":0,"fellBackTo":1,"latencyMean":"PT0.08S"},
					"gpt":{"selected":2,"answered":1,"failures":{"UNAVAILABLE":1},
					"fellBackFrom":1,"fellBackTo":0,"latencyMean":"PT0.12S"}}}}
					"""));
			assertThat(premises.get("/chains").body())
				.isEqualTo("{\"chains\":[" + premises.get("/chains/assistant").body() + "]}");
		}
	}

	private static String answer(Model model, Premises premises) {
		premises.clock().pass(Duration.ofMillis(model.id().equals("gpt") ? 120 : 80));
		return model.id();
	}

	private static String down(Model model, Premises premises) {
		if (model.id().equals("gpt")) {
			throw new HttpServerErrorException(HttpStatus.SERVICE_UNAVAILABLE);
		}
		return answer(model, premises);
	}

	private static String line(String block) {
		return block.replace("\n", "");
	}

}
