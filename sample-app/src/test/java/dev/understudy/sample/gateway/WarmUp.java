package dev.understudy.sample.gateway;

import java.util.List;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Asks every model until it has answered: the first calls of a cold application take
 * longer than tests have patience.
 */
class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final int MOST = 20;

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		int port = event.getApplicationContext()
			.getEnvironment()
			.getRequiredProperty("local.server.port", Integer.class);
		for (String model : List.of("gpt", "claude", "local")) {
			ask(port, model, false);
			ask(port, model, true);
		}
	}

	private static void ask(int port, String model, boolean streams) {
		byte[] body = ("{\"model\": \"" + model + "\", \"stream\": " + streams
				+ ", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}")
			.getBytes(UTF_8);
		Transcript heard = null;
		for (int i = 0; i < MOST && (heard == null || heard.status() != 200); i++) {
			heard = new Wire(port).post("/v1/chat/completions", body);
		}
	}

}
