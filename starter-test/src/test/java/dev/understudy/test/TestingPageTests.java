package dev.understudy.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code that is printed in {@code docs/testing.md} is code of the tests here, which
 * are compiled and run.
 */
class TestingPageTests {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```java\\n(.*?)^ *```$");

	@Test
	void everyBlockIsPartOfATest() throws IOException {
		String page = Files.readString(Path.of("..", "docs", "testing.md"));
		List<String> blocks = BLOCK.matcher(page).results().map((block) -> plain(block.group(1))).toList();
		List<String> sources = sources();
		assertThat(blocks).isNotEmpty()
			.allSatisfy((block) -> assertThat(sources).as(block).anyMatch((source) -> source.contains(block)));
	}

	@Test
	void dependencyIsThisModule() throws IOException {
		assertThat(Files.readString(Path.of("pom.xml")))
			.contains("<artifactId>understudy-spring-boot-starter-test</artifactId>");
		assertThat(Files.readString(Path.of("..", "docs", "testing.md")))
			.contains("<artifactId>understudy-spring-boot-starter-test</artifactId>");
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "test", "java", "com", "example"))) {
			return files.filter(Files::isRegularFile).map(TestingPageTests::read).map(TestingPageTests::plain).toList();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Pages are not indented like sources. */
	private static String plain(String code) {
		return code.replaceAll("\\s+", " ").strip();
	}

}
