package dev.understudy.actuate;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpServerErrorException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What people ask, what models answer and what providers say is in no endpoint; what
 * operators note is in the endpoint of models alone, and in no log line.
 */
class ActuatorSilenceTests {

	private static final String CANARY = "canary-7391";

	private static final String NOTE = "note-4711";

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.understudy");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	/** Once the application is there, whose start takes the appenders of others away. */
	private void listen() {
		this.logger.setLevel(Level.TRACE);
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.lines);
		this.logger.setLevel(null);
	}

	@Test
	void noEndpointTellsWhatIsNobodysBusiness() {
		try (Premises premises = Premises.mvc("management.endpoint.health.show-details=always",
				"management.endpoint.models.access=unrestricted", "spring.ai.openai.api-key=" + CANARY,
				"understudy.models.gpt.provider=openai", "understudy.models.claude.provider=anthropic",
				"understudy.chains.assistant.models=gpt,claude",
				"understudy.chains.assistant.degrade[0].matching=" + CANARY,
				"understudy.chains.assistant.degrade[0].text=" + CANARY,
				"understudy.chains.assistant.degrade[1].text=" + CANARY)) {
			listen();
			premises.router().chain("assistant").key(CANARY).call((model) -> CANARY + model.id());
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(ChainExhaustedException.class)
					.isThrownBy(() -> premises.router().chain("assistant").call(ActuatorSilenceTests::fail));
			}
			premises.router().chain("assistant").answers(String.class).call(ActuatorSilenceTests::fail);
			premises.post("/models/gpt", "{\"enabled\": false, \"note\": \"" + NOTE + "\"}");
			for (String path : List.of("/models", "/models/gpt", "/chains", "/chains/assistant", "/health",
					"/health/understudy", "/info")) {
				String body = premises.get(path).body();
				assertThat(body).as(path).contains("gpt").doesNotContain(CANARY);
				if (!path.startsWith("/models")) {
					assertThat(body).as(path).doesNotContain(NOTE);
				}
			}
			assertThat(premises.get("/models/gpt").body()).contains(NOTE);
		}
		assertThat(this.lines.list).anyMatch((line) -> line.getFormattedMessage().contains("MANUAL"))
			.noneMatch(
					(line) -> line.getFormattedMessage().contains(NOTE) || line.getFormattedMessage().contains(CANARY));
	}

	private static String fail(Model model) {
		throw new HttpServerErrorException(HttpStatus.SERVICE_UNAVAILABLE, CANARY, CANARY.getBytes(UTF_8), null);
	}

}
