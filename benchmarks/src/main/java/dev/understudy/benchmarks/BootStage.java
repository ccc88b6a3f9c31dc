package dev.understudy.benchmarks;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a real Spring Boot application, whose one assistant is measured.
 */
final class BootStage {

	private BootStage() {
	}

	static Stage of(Class<?> application, String... properties) {
		ConfigurableApplicationContext context = start(application, properties);
		return new Stage(context.getBean(Assistant.class), context);
	}

	static ConfigurableApplicationContext start(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties(properties)
			.run();
	}

}
