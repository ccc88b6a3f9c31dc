package dev.understudy.boot;

import java.util.Set;

import dev.understudy.HealthProbe;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.PrincipalNames;
import dev.understudy.springai.ChatQuota;
import dev.understudy.springai.ChatUsage;
import dev.understudy.springai.ModelClients;
import dev.understudy.springai.RoutingChatModel;
import dev.understudy.springai.RoutingChatModels;
import dev.understudy.springai.ShortAnswer;
import dev.understudy.springai.StatusErrorHandler;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.client.ResponseErrorHandler;

/**
 * Auto-configuration of chains as chat models of Spring AI.
 */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class,
		beforeName = "org.springframework.ai.retry.autoconfigure.SpringAiRetryAutoConfiguration")
@ConditionalOnClass({ ChatModel.class, Flux.class })
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
public final class SpringAiAutoConfiguration {

	SpringAiAutoConfiguration() {
	}

	@Bean
	static RoutingChatModelRegistrar understudyRoutingChatModelRegistrar(Environment environment) {
		return new RoutingChatModelRegistrar(environment);
	}

	@Bean
	ChatUsage understudyChatUsage() {
		return new ChatUsage();
	}

	@Bean
	ChatQuota understudyChatQuota() {
		return new ChatQuota();
	}

	@Bean
	ClientCheck understudyChatClientCheck(ConfigurableListableBeanFactory beans) {
		ClientBeans clients = clients(beans);
		return new ChatClientCheck(clients, clients::find);
	}

	@Bean
	@ConditionalOnMissingBean
	ModelClients understudyModelClients(ConfigurableListableBeanFactory beans, PropertiesInForce properties) {
		return new BeanClients<>(beans, ChatModel.class, clients(beans)::find, properties::client)::of;
	}

	/** Beans say nothing where the application itself knows its clients. */
	@Bean
	@ConditionalOnBean(name = "understudyModelClients")
	ClientNames understudyChatClientNames(ConfigurableListableBeanFactory beans) {
		return clients(beans)::find;
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	HealthProbe understudyChatModelProbe(ModelClients clients, PropertiesInForce properties) {
		return new ClientProbe<>(clients::of, properties::prompt, ShortAnswer::require);
	}

	private static ClientBeans clients(ConfigurableListableBeanFactory beans) {
		return new ClientBeans(beans, ChatModel.class, RoutingChatModel.class);
	}

	@Bean(RoutingChatModelRegistrar.FACTORY)
	RoutingChatModels understudyRoutingChatModels(Understudy understudy, ModelClients clients) {
		return new RoutingChatModels(understudy, clients,
				PrincipalNames.available(SpringAiAutoConfiguration.class.getClassLoader()));
	}

	@Bean
	InnerRetries understudyInnerRetries(Environment environment, UnderstudyProperties properties) {
		return new InnerRetries(environment, properties, SpringAiAutoConfiguration.class.getClassLoader());
	}

	/**
	 * Keeps status and headers for those clients that leave errors to Spring AI.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ TransientAiException.class, ResponseErrorHandler.class })
	static class ErrorHandlerConfiguration {

		@Bean
		@ConditionalOnMissingBean(ResponseErrorHandler.class)
		StatusErrorHandler understudyStatusErrorHandler(Environment environment) {
			return new StatusErrorHandler(
					environment.getProperty("spring.ai.retry.on-client-errors", Boolean.class, false),
					codes(environment, "spring.ai.retry.on-http-codes"),
					codes(environment, "spring.ai.retry.exclude-on-http-codes"));
		}

		private static Set<Integer> codes(Environment environment, String name) {
			return Binder.get(environment).bind(name, Bindable.setOf(Integer.class)).orElse(Set.of());
		}

	}

}
