package dev.understudy.boot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class UnderstudyFailureAnalyzerTests {

	@Test
	void printsTheReportWhenAnApplicationCannotStart(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(
				() -> application.run("--understudy.default-chain=assistant", "--understudy.chians.a.models=b"));
		assertThat(output.getOut()).contains("APPLICATION FAILED TO START").contains("""
				Understudy cannot use its configuration, which has 2 problems:

				    1. understudy.chians: key 'chians' is not known (known: 'advice', 'chains', """).contains("""
				    2. understudy.default-chain: chain 'assistant' is not configured (none is)
				""").contains("""
				Mend the configuration:

				    1. Write 'understudy.chains', or remove it
				    2. Name one that is, or configure 'understudy.chains.assistant'
				""");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(UnderstudyAutoConfiguration.class)
	static class Application {

	}

}
