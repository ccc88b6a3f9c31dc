package dev.understudy.wire;

import java.util.Arrays;
import java.util.Optional;

/**
 * A provider whose wire format the server speaks.
 */
public enum Provider {

	/** Chat completions. */
	OPENAI("/chat/completions", new OpenAiDialect()),

	/** Messages. */
	ANTHROPIC("/v1/messages", new AnthropicDialect()),

	/** Chat. */
	OLLAMA("/api/chat", new OllamaDialect());

	private final String path;

	private final Dialect dialect;

	Provider(String path, Dialect dialect) {
		this.path = path;
		this.dialect = dialect;
	}

	static Optional<Provider> at(String path) {
		return Arrays.stream(values()).filter((provider) -> path.endsWith(provider.path)).findFirst();
	}

	Dialect dialect() {
		return this.dialect;
	}

}
