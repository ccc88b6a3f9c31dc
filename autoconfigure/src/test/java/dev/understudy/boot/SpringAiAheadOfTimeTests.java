package dev.understudy.boot;

import java.util.List;
import java.util.Map;

import dev.understudy.springai.RoutingChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chat models of chains in a context that is processed ahead of time.
 */
@CompileWithForkedClassLoader
class SpringAiAheadOfTimeTests {

	private static final List<String> PROPERTIES = List.of("understudy.models.gpt.client=first",
			"understudy.models.claude.client=second", "understudy.chains.assistant.models=gpt,claude",
			"understudy.chains.best.models=claude", "understudy.default-chain=assistant");

	@Test
	void chatModelsAreThereAndOneOfThemIsPrimary() {
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(PROPERTIES).applyTo(context);
			context.register(Application.class);
			initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
		TestCompiler.forSystem().withCompilerOptions("-proc:none").with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				TestPropertyValues.of(PROPERTIES).applyTo(context);
				initialize(compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName()),
						context);
				context.refresh();
				ChatModel model = context.getBean(ChatModel.class);
				assertThat(model).isInstanceOf(RoutingChatModel.class).isSameAs(context.getBean("assistantChatModel"));
				assertThat(model.call("Hello")).isEqualTo("first");
				assertThat(context.getBean("bestChatModel", ChatModel.class).call("Hello")).isEqualTo("second");
				assertThat(context.getBeanFactory().getMergedBeanDefinition("bestChatModel").isPrimary()).isFalse();
				assertThat(context.getBeansOfType(ChatModel.class))
					.isEqualTo(Map.of("first", context.getBean("first"), "second", context.getBean("second"),
							"assistantChatModel", model, "bestChatModel", context.getBean("bestChatModel")));
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class,
			SpringAiAutoConfiguration.class })
	static class Application {

		@Bean
		ChatModel first() {
			return (prompt) -> new ChatResponse(List.of(new Generation(new AssistantMessage("first"))));
		}

		@Bean
		ChatModel second() {
			return (prompt) -> new ChatResponse(List.of(new Generation(new AssistantMessage("second"))));
		}

	}

}
