package dev.understudy.test.boot;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.understudy.test.ScriptedModels;
import dev.understudy.test.langchain4j.ScriptedLangChain4jModel;
import dev.understudy.test.springai.ScriptedChatModel;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * What an application's models are asked with.
 */
enum ClientLibrary {

	/** Spring AI alone. */
	SPRING_AI {

		@Override
		RootBeanDefinition definition(Supplier<ScriptedModels> models, List<String> modelIds) {
			return new RootBeanDefinition(ScriptedChatModel.class, () -> new ScriptedChatModel(models, modelIds));
		}

	},

	/** LangChain4j alone. */
	LANGCHAIN4J {

		@Override
		RootBeanDefinition definition(Supplier<ScriptedModels> models, List<String> modelIds) {
			return new RootBeanDefinition(ScriptedLangChain4jModel.class,
					() -> new ScriptedLangChain4jModel(models, modelIds));
		}

	},

	/** Both, of which each looks for a client of the same name. */
	BOTH {

		@Override
		RootBeanDefinition definition(Supplier<ScriptedModels> models, List<String> modelIds) {
			return new RootBeanDefinition(ScriptedClient.class, () -> new ScriptedClient(models, modelIds));
		}

	};

	/** A client for some models. */
	abstract RootBeanDefinition definition(Supplier<ScriptedModels> models, List<String> modelIds);

	static Optional<ClientLibrary> present(@Nullable ClassLoader loader) {
		boolean springAi = ClassUtils.isPresent("org.springframework.ai.chat.model.ChatModel", loader)
				&& ClassUtils.isPresent("reactor.core.publisher.Flux", loader);
		boolean langChain4j = ClassUtils.isPresent("dev.langchain4j.model.chat.ChatModel", loader);
		if (springAi) {
			return Optional.of(langChain4j ? BOTH : SPRING_AI);
		}
		return langChain4j ? Optional.of(LANGCHAIN4J) : Optional.empty();
	}

}
