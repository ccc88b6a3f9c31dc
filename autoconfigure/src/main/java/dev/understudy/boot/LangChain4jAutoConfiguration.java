package dev.understudy.boot;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.understudy.HealthProbe;
import dev.understudy.langchain4j.ChatUsage;
import dev.understudy.langchain4j.RoutingChatModels;
import dev.understudy.langchain4j.RoutingStreamingChatModels;
import dev.understudy.langchain4j.ShortAnswer;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.PrincipalNames;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of chains as chat models of LangChain4j.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class)
@ConditionalOnClass(ChatModel.class)
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
public final class LangChain4jAutoConfiguration {

	LangChain4jAutoConfiguration() {
	}

	@Bean
	static LangChain4jRegistrar understudyLangChain4jRegistrar(Environment environment) {
		return new LangChain4jRegistrar(environment, false);
	}

	@Bean
	ChatUsage understudyLangChain4jUsage() {
		return new ChatUsage();
	}

	@Bean
	ClientCheck understudyLangChain4jClientCheck(ConfigurableListableBeanFactory beans) {
		LangChain4jClients clients = new LangChain4jClients(beans);
		return new ChatClientCheck(clients.calls(), clients::call);
	}

	@Bean
	ClientNames understudyLangChain4jClientNames(ConfigurableListableBeanFactory beans) {
		return new LangChain4jClients(beans)::call;
	}

	@Bean(LangChain4jRegistrar.CALLS)
	RoutingChatModels understudyLangChain4jChatModels(Understudy understudy, ConfigurableListableBeanFactory beans,
			PropertiesInForce properties) {
		return new RoutingChatModels(understudy, clients(beans, properties)::of,
				PrincipalNames.available(LangChain4jAutoConfiguration.class.getClassLoader()));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	HealthProbe understudyLangChain4jProbe(ConfigurableListableBeanFactory beans, PropertiesInForce properties) {
		return new ClientProbe<>(clients(beans, properties)::of, properties::prompt, ShortAnswer::require);
	}

	@Bean
	LangChain4jRetries understudyLangChain4jRetries(ConfigurableListableBeanFactory beans,
			UnderstudyProperties properties) {
		return new LangChain4jRetries(beans, new LangChain4jClients(beans).calls(), properties);
	}

	private static BeanClients<ChatModel> clients(ConfigurableListableBeanFactory beans, PropertiesInForce properties) {
		return new BeanClients<>(beans, ChatModel.class, new LangChain4jClients(beans)::call, properties::client);
	}

	/**
	 * Streams are driven by Reactor.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Flux.class)
	static class StreamingConfiguration {

		@Bean
		static LangChain4jRegistrar understudyLangChain4jStreamingRegistrar(Environment environment) {
			return new LangChain4jRegistrar(environment, true);
		}

		@Bean
		ClientCheck understudyLangChain4jStreamingClientCheck(ConfigurableListableBeanFactory beans) {
			LangChain4jClients clients = new LangChain4jClients(beans);
			return new ChatClientCheck(clients.streams(), clients::stream);
		}

		@Bean
		ClientNames understudyLangChain4jStreamingClientNames(ConfigurableListableBeanFactory beans) {
			return new LangChain4jClients(beans)::stream;
		}

		@Bean(LangChain4jRegistrar.STREAMS)
		RoutingStreamingChatModels understudyLangChain4jStreamingChatModels(Understudy understudy,
				ConfigurableListableBeanFactory beans, PropertiesInForce properties) {
			return new RoutingStreamingChatModels(understudy,
					new BeanClients<>(beans, StreamingChatModel.class, new LangChain4jClients(beans)::stream,
							properties::client)::of,
					PrincipalNames.available(LangChain4jAutoConfiguration.class.getClassLoader()));
		}

	}

}
