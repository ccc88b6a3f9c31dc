package dev.understudy.sample.simulator.dialect;

import java.util.List;
import java.util.Optional;

/**
 * The dialects that are spoken here.
 */
public final class Dialects {

	private static final List<Dialect> ALL = List.of(new OpenAiDialect(), new AnthropicDialect(), new OllamaDialect());

	private Dialects() {
	}

	/**
	 * Finds a dialect.
	 * @param path the path of a request
	 * @return empty when nobody listens there
	 */
	public static Optional<Dialect> at(String path) {
		return ALL.stream().filter((dialect) -> path.equals(dialect.path())).findFirst();
	}

}
