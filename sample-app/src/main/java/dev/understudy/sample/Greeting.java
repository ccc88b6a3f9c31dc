package dev.understudy.sample;

import dev.understudy.sample.simulator.Switchboard;

import org.springframework.boot.CommandLineRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells whoever started the application where to go on.
 */
@Component
@Order(2)
class Greeting implements CommandLineRunner {

	private final Switchboard switchboard;

	private final Environment environment;

	Greeting(Switchboard switchboard, Environment environment) {
		this.switchboard = switchboard;
		this.environment = environment;
	}

	@Override
	public void run(String... arguments) {
		String url = "http://localhost:" + this.environment.getProperty("local.server.port", "8080");
		System.out.printf("%nUnderstudy's sample is up. Chat, break a model and watch:%n%n  %s/%n", url);
		if (!this.switchboard.models().isEmpty()) {
			System.out.printf("""

					Without a browser:

					  curl -X PUT %1$s/api/simulator/gpt -H 'Content-Type: application/json' -d '{"fault": "DOWN"}'
					  curl %1$s/demo/support -H 'Content-Type: application/json' -d '{"text": "When do you open?"}'
					  curl %1$s/models
					""", url);
		}
		System.out.printf("%nCtrl+C ends it.%n");
	}

}
