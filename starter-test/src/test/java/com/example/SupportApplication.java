package com.example;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application as a user writes it, with the starter of one vendor and no key.
 */
@SpringBootApplication
public class SupportApplication {

	@Bean
	ProviderClient providerClient() {
		return (provider, model, question) -> {
			throw new AssertionError("A test has asked '" + provider + "' over the network");
		};
	}

	@Bean
	ChatClient chatClient(ChatClient.Builder builder) {
		return builder.build();
	}

	@Bean
	ChatModel openAiChatModel(@Value("${OPENAI_API_KEY}") String key) {
		throw new AssertionError("A test has made the client of a vendor");
	}

	@Bean
	Translator translator(ChatModel model) {
		return AiServices.create(Translator.class, model);
	}

}
