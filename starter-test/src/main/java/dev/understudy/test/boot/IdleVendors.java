package dev.understudy.test.boot;

import java.util.List;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Lets the clients that an application makes by itself wait until somebody wants them:
 * nobody does, and so they want no key.
 */
final class IdleVendors implements BeanFactoryPostProcessor {

	private static final List<String> CLIENTS = List.of("org.springframework.ai.chat.model.ChatModel",
			"dev.langchain4j.model.chat.ChatModel", "dev.langchain4j.model.chat.StreamingChatModel");

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClassLoader loader = beanFactory.getBeanClassLoader();
		for (String type : CLIENTS) {
			if (ClassUtils.isPresent(type, loader)) {
				Class<?> client = ClassUtils.resolveClassName(type, loader);
				for (String name : beanFactory.getBeanNamesForType(client, true, false)) {
					if (beanFactory.containsBeanDefinition(name)) {
						beanFactory.getBeanDefinition(name).setLazyInit(true);
					}
				}
			}
		}
	}

}
