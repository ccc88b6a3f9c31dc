package dev.understudy.sample;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a newcomer reads on the console.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversationTests {

	@Test
	void conversationFallsBackDegradesAndRecovers(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--sample.conversation=true",
				"--understudy.health.unavailable-for=500ms")) {
			assertThat(output.getOut()).containsSubsequence("1. All are well.",
					"gpt:    Your parcel is on its way and arrives tomorrow.", "(ANSWERED; gpt answered)",
					"2. 'gpt' breaks", "claude: We are open",
					"(FELL_BACK; gpt failed with UNAVAILABLE; claude answered)", "3. 'claude' and 'local' break too",
					"nobody: Sorry, I can't answer right now.", "(DEGRADED; ", "nobody: Your parcel is on its way",
					"4. All are mended", "gpt:    That is a good question", "(ANSWERED; gpt answered)",
					"http://localhost:" + port(context) + "/");
		}
	}

	@Test
	void startPointsToThePage(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(output.getOut())
				.contains("Understudy's sample is up", "http://localhost:" + port(context) + "/",
						"curl -X PUT http://localhost:" + port(context) + "/api/simulator/gpt")
				.doesNotContain("A conversation with simulated models");
		}
	}

	private static ConfigurableApplicationContext start(String... more) {
		return SpringApplication.run(SampleApplication.class,
				Stream.concat(Stream.of("--server.port=0", "--spring.profiles.active=quick"), Stream.of(more))
					.toArray(String[]::new));
	}

	private static String port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port");
	}

}
