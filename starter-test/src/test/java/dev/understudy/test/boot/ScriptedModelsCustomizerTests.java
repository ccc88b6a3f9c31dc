package dev.understudy.test.boot;

import java.util.List;
import java.util.Set;

import dev.understudy.ModelRouter;
import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.LangChain4jAutoConfiguration;
import dev.understudy.boot.SpringAiAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import dev.understudy.boot.UnderstudyFileStateAutoConfiguration;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.StateStore;
import dev.understudy.test.Script;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.TestState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a test's context gets, with and without the client libraries.
 */
class ScriptedModelsCustomizerTests {

	private final MergedContextConfiguration configuration = new MergedContextConfiguration(getClass(), new String[0],
			new Class<?>[0], new String[0], null);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class,
				UnderstudyFileStateAutoConfiguration.class, SpringAiAutoConfiguration.class,
				LangChain4jAutoConfiguration.class))
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.gpt.name=gpt-4.1",
				"understudy.models.mini.provider=openai", "understudy.models.mini.name=gpt-4.1-mini",
				"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,mini,claude")
		.withInitializer((context) -> new ScriptedModelsCustomizer(Set.of(), Set.of()).customizeContext(context,
				this.configuration));

	@Test
	void everyModelHasAClientThatItSharesAsItWouldOtherwise() {
		this.runner.withPropertyValues("understudy.models.claude.client=anthropicChatModel").run((context) -> {
			assertThat(context).hasBean("assistantChatModel");
			assertThat(context).hasBean("assistantLangChain4jChatModel");
			assertThat(context).hasBean("assistantLangChain4jStreamingChatModel");
			assertThat(context.getEnvironment().getProperty("understudy.models.gpt.client"))
				.isEqualTo(context.getEnvironment().getProperty("understudy.models.mini.client"))
				.isEqualTo("scripted.openai");
			assertThat(context.getEnvironment().getProperty("understudy.models.claude.client"))
				.isEqualTo("scripted.anthropicChatModel");
			ScriptedModels models = context.getBean(ScriptedModels.class);
			models.script("gpt", Script.fails(FailureKind.AUTH_ERROR));
			models.script("claude", Script.answers("From Claude."));
			assertThat(context.getBean("assistantChatModel", ChatModel.class).call("?")).isEqualTo("From Claude.");
			assertThat(models.asked("mini")).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev.langchain4j", "org.springframework.ai" })
	void oneLibraryIsEnough(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).hasBean("scripted.openai");
		});
	}

	@Test
	void noLibraryIsNeeded() {
		this.runner.withClassLoader(new FilteredClassLoader("dev.langchain4j", "org.springframework.ai", "reactor"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context).doesNotHaveBean("scripted.openai");
				ScriptedModels models = context.getBean(ScriptedModels.class);
				models.script("gpt", Script.fails(FailureKind.RATE_LIMIT));
				models.script("mini", Script.answers("From mini."));
				String answer = context.getBean(ModelRouter.class).call("assistant", (model) -> models.ask("?"));
				assertThat(answer).isEqualTo("From mini.");
			});
	}

	@Test
	void stateIsKeptNowhere() {
		this.runner.withPropertyValues("understudy.state.store=file", "understudy.state.file.path=/no/such/place/state")
			.run((context) -> assertThat(context.getBean(StateStore.class))
				.isSameAs(context.getBean(TestState.class).standbys()));
	}

	@Test
	void probesAreOff() {
		this.runner
			.withPropertyValues("understudy.health.probe.enabled=true",
					"understudy.models.gpt.health.probe.enabled=true")
			.run((context) -> {
				assertThat(context.getEnvironment().getProperty("understudy.health.probe.enabled")).isEqualTo("false");
				assertThat(context.getEnvironment().getProperty("understudy.models[gpt].health.probe.enabled"))
					.isEqualTo("false");
			});
	}

	@Test
	void applicationWithoutUnderstudyIsLeftAlone() {
		this.runner.withPropertyValues("understudy.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			ScriptedModels models = context.getBean(ScriptedModels.class);
			models.reset();
			assertThatThrownBy(() -> models.script("gpt", Script.hangs())).isInstanceOf(IllegalStateException.class)
				.hasMessage("There is no engine: 'understudy.enabled' is 'false'");
		});
	}

	@Test
	void equalAnnotationsShareAContext() {
		ScriptedModelsCustomizerFactory factory = new ScriptedModelsCustomizerFactory();
		List<ContextConfigurationAttributes> none = List.of();
		assertThat(factory.createContextCustomizer(First.class, none))
			.isEqualTo(factory.createContextCustomizer(Second.class, none))
			.isNotEqualTo(factory.createContextCustomizer(Third.class, none));
		assertThat(factory.createContextCustomizer(getClass(), none)).isNull();
	}

	@AutoConfigureScriptedModels
	static class First {

	}

	@AutoConfigureScriptedModels
	static class Second {

	}

	@AutoConfigureScriptedModels(run = First.class)
	static class Third {

	}

}
