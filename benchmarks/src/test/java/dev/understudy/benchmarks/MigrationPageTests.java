package dev.understudy.benchmarks;

import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.resilience4j.common.bulkhead.configuration.CommonBulkheadConfigurationProperties;
import io.github.resilience4j.common.circuitbreaker.configuration.CommonCircuitBreakerConfigurationProperties;
import io.github.resilience4j.common.ratelimiter.configuration.CommonRateLimiterConfigurationProperties;
import io.github.resilience4j.common.retry.configuration.CommonRetryConfigurationProperties;
import io.github.resilience4j.common.timelimiter.configuration.CommonTimeLimiterConfigurationProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/migration-resilience4j.md} says of the other library is so.
 */
class MigrationPageTests {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

	private static final Pattern TYPE = Pattern.compile("(?m)^public class (\\w+)");

	private static final Pattern PROPERTY = Pattern.compile("`resilience4j\\.(\\w+)\\.instances\\.\\*\\.([\\w-]+)`");

	private static final Map<String, Class<?>> INSTANCES = Map.of("circuitbreaker",
			CommonCircuitBreakerConfigurationProperties.InstanceProperties.class, "retry",
			CommonRetryConfigurationProperties.InstanceProperties.class, "timelimiter",
			CommonTimeLimiterConfigurationProperties.InstanceProperties.class, "bulkhead",
			CommonBulkheadConfigurationProperties.InstanceProperties.class, "ratelimiter",
			CommonRateLimiterConfigurationProperties.InstanceProperties.class);

	private static final String CLIENT = """
			package com.example;

			public interface Client {

				String ask(String provider, String model, String question);

			}
			""";

	private static final String CLAUDE = """
			package com.example;

			public class ClaudeAssistant {

				public String answer(String question) {
					return question;
				}

			}
			""";

	@TempDir
	private Path folder;

	@Test
	void bothSidesCompile() throws IOException {
		List<String> sources = new ArrayList<>(BLOCK.matcher(page()).results().map((block) -> block.group(1)).toList());
		assertThat(sources).hasSize(2);
		sources.add(CLAUDE);
		List<String> options = new ArrayList<>(List.of("-proc:none", "-parameters", "-cp",
				System.getProperty("java.class.path"), "-d", this.folder.toString()));
		options.add(write("Client", CLIENT));
		for (String source : sources) {
			String name = TYPE.matcher(source).results().findFirst().orElseThrow().group(1);
			options.add(write(name, source));
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new))).isZero();
	}

	@Test
	void propertiesOfTheOtherLibraryExist() throws IOException {
		List<String[]> named = PROPERTY.matcher(page())
			.results()
			.map((found) -> new String[] { found.group(1), found.group(2) })
			.toList();
		assertThat(named).hasSizeGreaterThan(15);
		assertThat(named).allSatisfy(
				(property) -> assertThat(properties(INSTANCES.get(property[0]))).as(property[0]).contains(property[1]));
	}

	private String write(String name, String source) throws IOException {
		Path file = this.folder.resolve(name + ".java");
		Files.writeString(file, source);
		return file.toString();
	}

	/** As they are written in a configuration. */
	private static List<String> properties(Class<?> type) {
		return Stream.of(type.getMethods())
			.map(Method::getName)
			.filter((name) -> name.startsWith("set"))
			.map((name) -> Introspector.decapitalize(name.substring("set".length())))
			.map((name) -> Arrays.stream(name.split("(?=[A-Z])"))
				.collect(Collectors.joining("-"))
				.toLowerCase(Locale.ROOT))
			.toList();
	}

	private static String page() throws IOException {
		return Files.readString(Path.of("..", "docs", "migration-resilience4j.md"));
	}

}
