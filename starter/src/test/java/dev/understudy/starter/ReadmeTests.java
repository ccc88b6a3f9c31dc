package dev.understudy.starter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is printed in the README is what happens.
 */
class ReadmeTests {

	private static final String[] QUIET = { "--spring.main.banner-mode=off", "--logging.level.root=error" };

	/**
	 * The rest of the application: a client whose providers fail, and somebody who asks.
	 */
	private static final String APPLICATION = """
			package com.example;

			import java.util.HashSet;
			import java.util.Set;

			import org.springframework.boot.CommandLineRunner;
			import org.springframework.boot.SpringApplication;
			import org.springframework.boot.autoconfigure.SpringBootApplication;
			import org.springframework.context.annotation.Bean;

			@SpringBootApplication
			public class Application {

				private final Set<String> failing = new HashSet<>();

				public static void main(String[] arguments) {
					SpringApplication.run(Application.class, arguments);
				}

				@Bean
				Assistant.Client client() {
					return (provider, model, question) -> {
						if (this.failing.contains(provider)) {
							throw new IllegalStateException("out of order");
						}
						return model + " answers: " + question;
					};
				}

				@Bean
				CommandLineRunner guest(Assistant assistant, Concierge concierge) {
					return (arguments) -> {
						String question = "When do you open?";
						System.out.println("all is well        " + assistant.answer(question));
						this.failing.add("openai");
						System.out.println("gpt fails          " + assistant.answer(question));
						this.failing.addAll(Set.of("anthropic", "ollama"));
						System.out.println("all fail           " + assistant.answer(question));
						System.out.println("a new question     " + assistant.answer("When do you close?"));
						System.out.println(concierge.greet("Anna"));
					};
				}

			}
			""";

	@TempDir
	private Path folder;

	@Test
	void threeStepsDoWhatIsPrintedBesideThem() throws Exception {
		Page readme = Page.of("README.md");
		FreshApplication application = new FreshApplication(this.folder, ReadmeTests::ofTheStarter);
		List<String> sources = new ArrayList<>(readme.blocks("java"));
		sources.add(APPLICATION);
		application.compile(sources);
		application.write("application.yml", readme.blocks("yaml").get(0));
		assertThat(application.run("com.example.Application", QUIET))
			.isEqualToNormalizingNewlines(readme.blocks("text").get(0) + "Welcome, Anna\n");
	}

	@Test
	void mistakesAreReportedAsPrinted() throws Exception {
		Page readme = Page.of("README.md");
		FreshApplication application = new FreshApplication(this.folder, ReadmeTests::ofTheStarter);
		List<String> sources = new ArrayList<>(readme.blocks("java"));
		sources.add(APPLICATION);
		application.compile(sources);
		application.write("application.yml", readme.blocks("yaml").get(1));
		assertThat(application.run("com.example.Application", QUIET).replaceAll("\\R{2,}", "\n\n"))
			.contains(readme.blocks("text").get(1));
	}

	@Test
	void dependencyIsThisModule() throws IOException {
		String[] names = Page.of("README.md").blocks("xml").get(0).split("<[^>]+>\\s*");
		String pom = Files.readString(Path.of("pom.xml"));
		assertThat(names).contains("dev.understudy", "understudy-spring-boot-starter");
		assertThat(pom).contains("<artifactId>understudy-spring-boot-starter</artifactId>");
		assertThat(pom).contains("<version>" + names[names.length - 1] + "</version>");
	}

	@Test
	void everyPropertyOfTheTableExistsAndHasThatDefault() throws IOException {
		Map<String, String> known = properties();
		Map<String, String> printed = Page.of("README.md").properties();
		assertThat(printed).hasSizeGreaterThan(30);
		printed.forEach((name, value) -> {
			assertThat(known.keySet()).as(name).anyMatch((each) -> each.equals(name) || each.startsWith(name + "."));
			String actual = known.getOrDefault(name, "");
			if (!value.isEmpty() && !actual.isEmpty()) {
				assertThat(value).as(name).isEqualTo(actual);
			}
		});
	}

	@Test
	void engineRunsWithoutAnyFramework() throws Exception {
		Page page = Page.of("docs/engine.md");
		FreshApplication application = new FreshApplication(this.folder, ReadmeTests::ofTheEngine);
		application.compile(page.blocks("java"));
		assertThat(application.run("com.example.Demo")).endsWith(page.blocks("text").get(0));
	}

	private static boolean ofTheStarter(String entry) {
		return !entry.endsWith("/test-classes")
				&& !entry.matches(".*/(junit|assertj|opentest4j|apiguardian|byte-buddy|surefire)[^/]*\\.jar");
	}

	private static boolean ofTheEngine(String entry) {
		return entry.matches(".*/(core/target/.*|(understudy-core|jspecify|slf4j-api)[^/]*\\.jar)");
	}

	/** Our properties and their defaults, as an IDE knows them. */
	private static Map<String, String> properties() throws IOException {
		Map<String, String> properties = new HashMap<>();
		ClassLoader loader = ReadmeTests.class.getClassLoader();
		for (URL file : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = file.openStream()) {
				String json = new String(content.readAllBytes(), StandardCharsets.UTF_8);
				if (json.contains("\"understudy.enabled\"")) {
					// JSON is YAML but for this escape, and a reader of YAML is there
					Map<String, List<Map<String, Object>>> metadata = new Yaml().load(json.replace("\\/", "/"));
					metadata.get("properties")
						.forEach((property) -> properties.put((String) property.get("name"),
								Objects.toString(property.get("defaultValue"), "")));
				}
			}
		}
		return properties;
	}

}
