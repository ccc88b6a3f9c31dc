package dev.understudy.sample.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.understudy.Model;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import dev.understudy.springai.ChatModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a name in a request means. There is a chain "talk", and one that is called like
 * its only model, "gpt".
 */
class CatalogTests {

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private static final Model CLAUDE = Model.of("claude", "anthropic", "claude-sonnet-4-5");

	private final Understudy understudy = Understudy.builder()
		.models(GPT, CLAUDE)
		.chain("talk", "claude", "gpt")
		.chain("gpt", "gpt")
		.build();

	private final List<String> asked = new ArrayList<>();

	private final Catalog catalog = new Catalog(this.understudy, new Ears(this.asked), Instant.ofEpochSecond(7));

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@Test
	void chainGoesBeforeAModelOfItsName() {
		ask("gpt");
		ask("talk");
		ask("claude");
		assertThat(this.asked).containsExactly("chain gpt", "chain talk", "models [claude]");
	}

	@Test
	void listIsAChainOfModelsThatTheModelLeads() {
		ask(null, "claude", "gpt");
		ask("gpt", "claude", "gpt", "claude");
		assertThat(this.asked).containsExactly("models [claude, gpt]", "models [gpt, claude]");
	}

	@Test
	void whatIsUnknownIsToldWithWhatIsKnown() {
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> ask("gtp"))
			.withMessage("The model 'gtp' does not exist. Chains: talk, gpt. Models: gpt, claude.")
			.satisfies((ex) -> assertThat(ex.error().param()).isEqualTo("model"));
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> ask("gpt", "talk"))
			.withMessage("The model 'talk' is none of the models. Models: gpt, claude.")
			.satisfies((ex) -> assertThat(ex.error().param()).isEqualTo("models"));
	}

	@Test
	void everyNameIsListedOnce() {
		JsonNode data = this.catalog.list(new Json()).get("data");
		assertThat(data).extracting((entry) -> entry.get("id").asString()).containsExactly("talk", "gpt", "claude");
		assertThat(data).extracting((entry) -> entry.get("owned_by").asString())
			.containsExactly("understudy", "understudy", "anthropic");
		assertThat(data).allSatisfy((entry) -> assertThat(entry.get("created").asLong()).isEqualTo(7));
	}

	@Test
	void whatCameWithARefreshIsThere() {
		this.understudy
			.perform(new Repertoire(List.of(ModelSettings.of(CLAUDE)), List.of(ChainSettings.of("whisper", "claude"))));
		ask("whisper");
		assertThat(this.asked).containsExactly("chain whisper");
		assertThat(this.catalog.describe("whisper", new Json()).get("object").asString()).isEqualTo("model");
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.catalog.describe("talk", new Json()));
	}

	private void ask(String model, String... models) {
		this.catalog.model(new CompletionRequest(model, List.of(models), new Prompt("Hello"), false, false));
	}

	/** Hears what is asked for. */
	private record Ears(List<String> asked) implements ChatModels {

		@Override
		public ChatModel chain(String name) {
			this.asked.add("chain " + name);
			return (prompt) -> null;
		}

		@Override
		public ChatModel models(String... ids) {
			this.asked.add("models " + List.of(ids));
			return (prompt) -> null;
		}

	}

}
