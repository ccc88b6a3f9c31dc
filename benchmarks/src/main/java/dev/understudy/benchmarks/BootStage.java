package dev.understudy.benchmarks;

import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Starts a real Spring Boot application with everything auto-configured that is on the
 * class path, the models and some more beans.
 */
final class BootStage {

	private BootStage() {
	}

	/**
	 * Starts an application.
	 * @param models becomes a bean
	 * @param properties how it is configured
	 * @param beans the classes of its beans
	 */
	static ConfigurableApplicationContext start(Models models, String[] properties, Class<?>... beans) {
		return start(models, properties, null, beans);
	}

	static ConfigurableApplicationContext start(Models models, String[] properties, @Nullable Ticker ticker,
			Class<?>... beans) {
		return new SpringApplicationBuilder(Application.class).sources(beans)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.initializers((context) -> register(context.getBeanFactory(), models, ticker))
			.properties(properties)
			.run();
	}

	/** The application's primary assistant is called, and the application closed. */
	static Stage of(ConfigurableApplicationContext context) {
		return new Stage(context.getBean(Assistant.class), context.getBean(Models.class), context);
	}

	private static void register(SingletonBeanRegistry beans, Models models, @Nullable Ticker ticker) {
		beans.registerSingleton("models", models);
		if (ticker != null) {
			beans.registerSingleton("ticker", ticker);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
