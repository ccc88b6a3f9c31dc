package dev.understudy.benchmarks;

import java.util.stream.Stream;

import dev.understudy.ModelFallback;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Us: a Spring Boot application with the starter, one annotated bean and a chain of three
 * models.
 */
final class UnderstudyStage {

	private static final String[] CHAIN = { "understudy.models.gpt.provider=openai",
			"understudy.models.claude.provider=anthropic", "understudy.models.local.provider=ollama",
			"understudy.chains.assistant.models=gpt,claude,local" };

	private static final String[] UNTIMED = { "understudy.defaults.timeout=0s", "understudy.defaults.deadline=0s" };

	private UnderstudyStage() {
	}

	/** Everything at its default but time: no attempt is timed, no call has an end. */
	static Stage untimed() {
		return BootStage.of(Plain.class, with(UNTIMED));
	}

	/** Everything at its default: an attempt has 30 seconds, a call has 90. */
	static Stage defaults() {
		return BootStage.of(Plain.class, CHAIN);
	}

	private static String[] with(String... more) {
		return Stream.of(CHAIN, more).flatMap(Stream::of).toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

		@Bean
		AnnotatedAssistant assistant() {
			return new AnnotatedAssistant();
		}

	}

	static class AnnotatedAssistant implements Assistant {

		@Override
		@ModelFallback("assistant")
		public String answer(String question) {
			return question;
		}

	}

}
