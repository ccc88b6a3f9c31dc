package dev.understudy.test.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.understudy.test.ScriptedModels;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Puts scripted models in the place of all others. Equal customizers share a context.
 *
 * @param run classes that run whatever their dependencies tell
 * @param standInFor classes that do not
 */
record ScriptedModelsCustomizer(Set<Class<?>> run, Set<Class<?>> standInFor) implements ContextCustomizer {

	/** The name of the property source, above all but what the test itself says. */
	static final String SOURCE = "understudyScriptedModels";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		if (!(context.getBeanFactory() instanceof BeanDefinitionRegistry registry)) {
			throw new IllegalStateException("Models cannot be scripted in a context of type '"
					+ context.getClass().getName() + "', whose bean factory takes no definitions");
		}
		AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(registry, context.getEnvironment());
		reader.register(ScriptedModelsConfiguration.class);
		RootBeanDefinition bodies = new RootBeanDefinition(BodyRules.class,
				() -> new BodyRules(context.getBeanFactory(), configuration.getTestClass(), this.run, this.standInFor));
		bodies.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
		registry.registerBeanDefinition("understudyBodyRules", bodies);
		customize(context, registry);
	}

	private static void customize(ConfigurableApplicationContext context, BeanDefinitionRegistry registry) {
		WrittenModels written = WrittenModels.of(context.getEnvironment());
		Map<String, Object> properties = new LinkedHashMap<>(written.withoutVendors());
		Supplier<ScriptedModels> models = () -> context.getBean(ScriptedModels.class);
		ClientLibrary.present(context.getClassLoader())
			.ifPresent((library) -> written.byClient().forEach((client, ids) -> {
				String name = "scripted." + client;
				registry.registerBeanDefinition(name, library.definition(models, ids));
				ids.forEach((id) -> properties.put(WrittenModels.key(id, "client"), name));
			}));
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		MapPropertySource source = new MapPropertySource(SOURCE, properties);
		String ofTest = TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME;
		if (sources.contains(ofTest)) {
			sources.addAfter(ofTest, source);
		}
		else {
			sources.addFirst(source);
		}
	}

}
