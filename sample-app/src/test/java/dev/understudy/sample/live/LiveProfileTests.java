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

	@Test
	void keyOfAProviderThatNoModelUsesMayBeAbsent() {
		try (ConfigurableApplicationContext context = start("OLLAMA_BASE_URL",
				"--understudy.models.gpt.provider=ollama", "--understudy.models.claude.provider=ollama",
				"--sample.keys.mistral=NO_KEY_OF_MISTRAL")) {
			assertThat(context.getBean(ModelRegistry.class).available("support").stream().map(Model::id))
				.containsExactly("gpt", "claude", "local");
			assertThat(context.getEnvironment().getProperty("OPENAI_API_KEY")).isEqualTo("none");
			assertThat(context.getEnvironment().getProperty("NO_KEY_OF_MISTRAL")).isEqualTo("none");
		}
	}

	@ParameterizedTest
	@CsvSource({ "[gpt-4.1], gpt-4.1", "[meta/llama], meta/llama", "[GPT-5], GPT-5", ".gpt-mini, gpt-mini",
			".Big, Big" })
	void modelOfAnyNameIsLeftOut(String property, String id) {
		String model = "--understudy.models" + property;
		try (ConfigurableApplicationContext context = start("OLLAMA_BASE_URL", model + ".provider=openai",
				model + ".name=some", "--understudy.chains.more.models=" + id + ",local")) {
			assertThat(context.getBean(ModelRegistry.class).available("more").stream().map(Model::id))
				.containsExactly("local");
		}
	}

	@Test
	void conversationNeedsTheSimulator(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("OLLAMA_BASE_URL", "--sample.conversation=true")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output.getOut())
				.contains("There is no conversation: it needs simulated models [gpt, claude, local].")
				.contains("Understudy's sample is up");
		}
	}

	private static ConfigurableApplicationContext start(String keys, String... more) {
		Stream<String> given = VARIABLES.stream()
			.map((name) -> "--" + name + "=" + (keys.contains(name) ? value(name) : ""));
		String[] arguments = Stream
			.of(Stream.of("--spring.profiles.active=live", "--server.port=0"), given, Stream.of(more))
			.flatMap((some) -> some)
			.toArray(String[]::new);
		return SpringApplication.run(SampleApplication.class, arguments);
	}

	private static String value(String name) {
		return name.endsWith("_URL") ? "http://127.0.0.1:9" : "sk-test";
	}

}
