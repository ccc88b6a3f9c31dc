package dev.understudy.sample;

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
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, "--server.port=0",
				"--sample.pace.gpt=0", "--sample.pace.claude=0", "--understudy.health.unavailable-for=500ms")) {
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			assertThat(output.getOut()).containsSubsequence("1. Both are well.",
					"gpt:    Your parcel is on its way and arrives tomorrow.", "(ANSWERED; gpt answered)",
					"2. 'gpt' breaks", "claude: We are open",
					"(FELL_BACK; gpt failed with UNAVAILABLE; claude answered)", "3. 'claude' breaks too",
					"nobody: Sorry, I can't answer right now.", "(DEGRADED; ", "nobody: Your parcel is on its way",
					"4. Both are mended", "gpt:    That is a good question", "(ANSWERED; gpt answered)",
					"curl localhost:" + port + "/simulator/gpt");
		}
	}

}
