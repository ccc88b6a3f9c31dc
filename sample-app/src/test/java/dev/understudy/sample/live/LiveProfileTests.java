package dev.understudy.sample.live;

import java.util.List;
import java.util.stream.Stream;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.sample.SampleApplication;
import dev.understudy.sample.simulator.Switchboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which models there are with which keys. Nobody is asked anything.
 */
@ExtendWith(OutputCaptureExtension.class)
class LiveProfileTests {

	private static final List<String> VARIABLES = List.of("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_BASE_URL");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			OPENAI_API_KEY                                   | gpt
			ANTHROPIC_API_KEY                                | claude
			OLLAMA_BASE_URL                                  | local
			OPENAI_API_KEY ANTHROPIC_API_KEY                 | gpt claude
			OPENAI_API_KEY OLLAMA_BASE_URL                   | gpt local
			ANTHROPIC_API_KEY OLLAMA_BASE_URL                | claude local
			OPENAI_API_KEY ANTHROPIC_API_KEY OLLAMA_BASE_URL | gpt claude local
			""")
	void keysDecideWhichModelsThereAre(String keys, String models, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(keys)) {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.available("support").stream().map(Model::id)).containsExactly(models.split(" "));
			assertThat(context.getBean(Switchboard.class).models()).isEmpty();
			assertThat(context.getEnvironment().containsProperty("simulator.url")).isFalse();
			boolean onlyLocal = models.equals("local");
			assertThat(output.getOut().contains("Chain 'best' has no model")).isEqualTo(onlyLocal);
			assertThat(output.getOut()).doesNotContain("Chain 'support' has no model");
		}
	}

	@Test
	void withoutAnyKeyTheStartSaysWhatToSet(CapturedOutput output) {
		assertThatExceptionOfType(NoProviderException.class).isThrownBy(() -> start(""));
		assertThat(output.getOut()).contains("APPLICATION FAILED TO START")
			.contains("None of the variables OPENAI_API_KEY, ANTHROPIC_API_KEY, OLLAMA_BASE_URL is set")
			.contains("start without the profile 'live'");
	}

	private static ConfigurableApplicationContext start(String keys) {
		Stream<String> given = VARIABLES.stream()
			.map((name) -> "--" + name + "=" + (keys.contains(name) ? value(name) : ""));
		String[] arguments = Stream.concat(Stream.of("--spring.profiles.active=live", "--server.port=0"), given)
			.toArray(String[]::new);
		return SpringApplication.run(SampleApplication.class, arguments);
	}

	private static String value(String name) {
		return name.endsWith("_URL") ? "http://127.0.0.1:9" : "sk-test";
	}

}
