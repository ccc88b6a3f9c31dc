package dev.understudy.failure;

import org.jspecify.annotations.Nullable;

/**
 * Knows, by their packages, the libraries that talk to models and those that read answers
 * for them.
 */
final class ClientLibraries {

	private static final Packages CLIENTS = Packages.of("com.openai.", "com.anthropic.", "com.google.genai.",
			"com.google.api.", "com.google.cloud.vertexai.", "com.google.cloud.aiplatform.", "com.azure.ai.",
			"com.azure.core.", "com.azure.identity.", "software.amazon.awssdk.", "dev.langchain4j.",
			"io.quarkiverse.langchain4j.", "org.springframework.ai.", "org.springaicommunity.", "com.cohere.",
			"com.ibm.watsonx.", "com.alibaba.dashscope.", "io.github.ollama4j.", "io.github.sashirestela.",
			"com.theokanning.openai.", "dev.ai4j.");

	private static final String AWS_SERVICES = "software.amazon.awssdk.services.";

	private static final Packages AWS_MODEL_SERVICES = Packages.of(AWS_SERVICES + "bedrock",
			AWS_SERVICES + "sagemakerruntime");

	private static final Packages READERS = Packages.of("com.fasterxml.jackson.", "tools.jackson.", "com.google.gson.",
			"com.squareup.moshi.", "kotlinx.serialization.", "jakarta.json.", "org.springframework.http.converter.",
			"org.springframework.http.codec.", "org.springframework.core.codec.");

	private ClientLibraries() {
	}

	/**
	 * Returns whether a client library brings the type, or a type that it extends.
	 */
	static boolean own(Class<?> type) {
		for (@Nullable
		Class<?> current = type; current != null; current = current.getSuperclass()) {
			if (isOtherService(current.getName())) {
				return false;
			}
			if (own(current.getName())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether the class of that name belongs to a client library.
	 */
	static boolean own(String className) {
		return !isOtherService(className) && CLIENTS.hold(className);
	}

	/**
	 * Returns whether the class of that name belongs to a library that reads answers.
	 */
	static boolean read(String className) {
		return READERS.hold(className);
	}

	// the SDK is one house for many services: an object missing in S3 is not a missing
	// model
	private static boolean isOtherService(String className) {
		return className.startsWith(AWS_SERVICES) && !AWS_MODEL_SERVICES.hold(className);
	}

}
