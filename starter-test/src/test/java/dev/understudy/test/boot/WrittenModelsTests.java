package dev.understudy.test.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written, and what is written in addition.
 */
class WrittenModelsTests {

	@Test
	void keyThatIsSetStays() {
		MockEnvironment environment = new MockEnvironment().withProperty("spring.ai.openai.api-key", "mine");
		assertThat(WrittenModels.of(environment).withoutVendors()).doesNotContainKey("spring.ai.openai.api-key")
			.containsEntry("spring.ai.deepseek.api-key", "scripted");
	}

	@Test
	void everyVendorWhoseKeyHasAValueIsNamedInTheGuide() throws IOException {
		String page = Files.readString(Path.of("..", "docs", "testing.md"));
		assertThat(vendors()).hasSize(5).allSatisfy((vendor) -> assertThat(page).contains("`" + vendor + "`"));
	}

	private static List<String> vendors() {
		Map<String, Object> added = WrittenModels.of(new MockEnvironment()).withoutVendors();
		return added.keySet()
			.stream()
			.filter((key) -> key.endsWith(".api-key"))
			.map((key) -> key.substring("spring.ai.".length(), key.length() - ".api-key".length()))
			.toList();
	}

}
