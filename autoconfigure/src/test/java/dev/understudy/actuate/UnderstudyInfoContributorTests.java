package dev.understudy.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.info.Info;

import static org.assertj.core.api.Assertions.assertThat;

class UnderstudyInfoContributorTests {

	@Test
	void tellsVersionsChainsAndModels() {
		Map<String, Object> info = info(new ConfigurationInForce("abc", StageClock.START, "assistant",
				Map.of("assistant", new ConfigurationInForce.OfChain("def", List.of("gpt", "claude")))));
		assertThat(info).containsEntry("defaultChain", "assistant")
			.containsEntry("configuration", Map.of("version", "abc", "since", "2026-11-02T09:00:00Z"))
			.containsEntry("chains", Map.of("assistant", Map.of("version", "def", "models", List.of("gpt", "claude"))))
			.doesNotContainKey("chainsNotShown");
		assertThat(info.get("version")).isEqualTo(LibraryVersion.find().orElseThrow()).asString().startsWith("0.");
	}

	@Test
	void leavesOutVersionsThatNobodyCouldCount() {
		Map<String, Object> info = info(new ConfigurationInForce(null, StageClock.START, "a",
				Map.of("a", new ConfigurationInForce.OfChain(null, List.of("gpt")))));
		assertThat(info).containsEntry("configuration", Map.of("since", StageClock.START.toString()))
			.containsEntry("chains", Map.of("a", Map.of("models", List.of("gpt"))));
	}

	@Test
	void staysSmallHoweverManyChainsThereAre() {
		List<String> models = IntStream.range(0, 50).mapToObj((i) -> "model-" + i).toList();
		Map<String, ConfigurationInForce.OfChain> chains = new LinkedHashMap<>();
		IntStream.range(0, 1000)
			.forEach((i) -> chains.put("chain-" + i, new ConfigurationInForce.OfChain("v" + i, models)));
		Map<String, Object> info = info(new ConfigurationInForce("abc", StageClock.START, null, chains));
		assertThat(info).doesNotContainKey("defaultChain").containsEntry("chainsNotShown", 900);
		assertThat((Map<?, ?>) info.get("chains")).hasSize(100);
		assertThat(info.toString()).contains("modelsNotShown=30").hasSizeLessThan(50_000);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> info(ConfigurationInForce configuration) {
		Info.Builder builder = new Info.Builder();
		new UnderstudyInfoContributor(() -> configuration).contribute(builder);
		return (Map<String, Object>) builder.build().get("understudy");
	}

}
