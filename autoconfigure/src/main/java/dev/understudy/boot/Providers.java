package dev.understudy.boot;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Knows how the classes and beans of a provider's clients begin.
 */
final class Providers {

	private static final Map<String, List<String>> BEGINNINGS = Map.ofEntries(
			Map.entry("azure", List.of("azure", "microsoftfoundry")),
			Map.entry("azureopenai", List.of("azure", "microsoftfoundry")), Map.entry("claude", List.of("anthropic")),
			Map.entry("google", List.of("google", "gemini", "vertexai")),
			Map.entry("googlegenai", List.of("google", "gemini")), Map.entry("gemini", List.of("google", "gemini")),
			Map.entry("vertex", List.of("vertexai", "google")), Map.entry("vertexai", List.of("vertexai", "google")),
			Map.entry("mistralai", List.of("mistral")), Map.entry("aws", List.of("bedrock")),
			Map.entry("amazon", List.of("bedrock")), Map.entry("awsbedrock", List.of("bedrock")),
			Map.entry("amazonbedrock", List.of("bedrock")), Map.entry("hf", List.of("huggingface")));

	private Providers() {
	}

	/** Whether a class or bean of that name belongs to a provider. */
	static boolean owns(String provider, String name) {
		String plain = plain(provider);
		String begins = plain(name);
		return BEGINNINGS.getOrDefault(plain, List.of(plain)).stream().anyMatch(begins::startsWith);
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
