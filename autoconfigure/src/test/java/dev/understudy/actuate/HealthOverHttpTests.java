package dev.understudy.actuate;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health over HTTP, with probes for an orchestrator.
 */
class HealthOverHttpTests {

	private static final String[] STAGE = { "management.endpoint.health.show-details=always",
			"management.endpoint.health.show-components=always", "management.endpoint.health.probes.enabled=true",
			"management.endpoint.models.access=unrestricted", "understudy.models.gpt.provider=openai",
			"understudy.models.claude.provider=anthropic", "understudy.default-chain=assistant",
			"understudy.chains.assistant.models=gpt,claude", "understudy.chains.lone.models=gpt" };

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aChainWithoutAModelIsDownButTheApplicationIsAliveAndReady(boolean servlet) {
		try (Premises premises = servlet ? Premises.mvc(STAGE) : Premises.webFlux(STAGE)) {
			assertThat(premises.get("/health").statusCode()).isEqualTo(200);
			assertThat(understudy(premises)).containsEntry("status", "UP");
			premises.post("/models/claude", "{\"enabled\": false, \"for\": \"5m\", \"note\": \"quiet please\"}");
			assertThat(understudy(premises)).containsEntry("status", "UP");
			premises.post("/models/gpt", "{\"enabled\": false}");
			assertThat(premises.get("/health").statusCode()).isEqualTo(503);
			assertThat(understudy(premises)).containsEntry("status", "DOWN");
			assertThat(premises.get("/health").body()).doesNotContain("quiet please");
			assertThat(chain(premises, "lone")).containsEntry("usable", List.of())
				.containsEntry("out",
						Map.of("gpt", List.of(Map.of("reason", "MANUAL", "since", StageClock.START.toString()))));
			for (String probe : List.of("/health/liveness", "/health/readiness")) {
				HttpResponse<String> response = premises.get(probe);
				assertThat(response.statusCode()).isEqualTo(200);
				assertThat(response.body()).contains("UP").doesNotContain("understudy");
			}
			premises.post("/models/gpt", "{\"enabled\": true}");
			assertThat(premises.get("/health").statusCode()).isEqualTo(200);
			assertThat(chain(premises, "assistant")).containsEntry("usable", List.of("gpt"))
				.extractingByKey("out")
				.asString()
				.contains("claude", "2026-11-02T09:05:00Z");
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> understudy(Premises premises) {
		return (Map<String, Object>) ((Map<?, ?>) premises.json("/health").get("components")).get("understudy");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> chain(Premises premises, String name) {
		Map<?, ?> details = (Map<?, ?>) understudy(premises).get("details");
		return (Map<String, Object>) ((Map<?, ?>) details.get("chains")).get(name);
	}

}
