package dev.understudy.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documentation, for the code that is printed in it.
 */
record Page(String text) {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w+)\\n(.*?)^ *```$");

	private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `(understudy[^`]+)` \\| (?:`([^`]+)`)?");

	/** Reads a page by its path from the root of the repository. */
	static Page of(String path) throws IOException {
		return new Page(Files.readString(Path.of("..").resolve(path)));
	}

	/** The blocks in a language, without their indentation. */
	List<String> blocks(String language) {
		return BLOCK.matcher(this.text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2).stripTrailing().stripIndent() + "\n")
			.toList();
	}

	/** The properties in the first column of a table, with the default in the second. */
	Map<String, String> properties() {
		return PROPERTY.matcher(this.text)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (row) -> Objects.requireNonNullElse(row.group(2), "")));
	}

}
