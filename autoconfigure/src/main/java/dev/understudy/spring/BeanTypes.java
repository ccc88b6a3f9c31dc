package dev.understudy.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The classes of an application's beans, as far as they are known without creating one.
 */
final class BeanTypes {

	/** Within the name of each class that Mockito makes for a mock. */
	private static final String MOCK = "$MockitoMock$";

	private final ConfigurableListableBeanFactory beanFactory;

	BeanTypes(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * In the order of the beans; of a proxy, the class behind it. A mock that stands in
	 * the place of a bean is advised by nobody, and has not what the bean's class has.
	 */
	Set<Class<?>> all() {
		Set<String> names = new LinkedHashSet<>(List.of(this.beanFactory.getBeanDefinitionNames()));
		names.addAll(List.of(this.beanFactory.getSingletonNames()));
		Set<Class<?>> types = new LinkedHashSet<>();
		names.stream().map(this::of).filter(Objects::nonNull).map(ClassUtils::getUserClass).forEach(types::add);
		types.removeIf((type) -> type.getName().startsWith("org.springframework.") || type.getName().contains(MOCK));
		return types;
	}

	private @Nullable Class<?> of(String name) {
		if (this.beanFactory.containsSingleton(name) && !this.beanFactory.isCurrentlyInCreation(name)) {
			Object bean = this.beanFactory.getSingleton(name);
			if (bean != null && !(bean instanceof FactoryBean<?>)) {
				return AopUtils.getTargetClass(bean);
			}
		}
		Class<?> original = original(name);
		return (original != null) ? original : this.beanFactory.getType(name, false);
	}

	private @Nullable Class<?> original(String name) {
		BeanDefinition definition = this.beanFactory.containsBeanDefinition(name)
				? this.beanFactory.getMergedBeanDefinition(name) : null;
		return (definition != null) ? (Class<?>) definition.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE)
				: null;
	}

}
