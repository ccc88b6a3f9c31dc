package dev.understudy.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.understudy.routing.Understudy;
import dev.understudy.spring.Problem;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The clients of models, when the environment changes. Two of them, "kitchen" and
 * "cellar", answer with their names.
 */
class SpringAiRefreshTests {

	private final Map<String, Object> properties = new HashMap<>(Map.of("understudy.models.soup.provider", "kitchen",
			"understudy.models.wine.provider", "cellar", "understudy.chains.dinner.models", "soup,wine"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", this.properties)))
		.withBean("kitchen", ChatModel.class, () -> client("kitchen"))
		.withBean("cellar", ChatModel.class, () -> client("cellar"))
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, SpringAiAutoConfiguration.class));

	@Test
	void modelThatGetsAnotherClientIsCalledThroughIt() {
		this.runner.run((context) -> {
			ChatModel dinner = context.getBean("dinnerChatModel", ChatModel.class);
			assertThat(dinner.call("What is there?")).isEqualTo("kitchen");
			this.properties.put("understudy.models.soup.client", "cellar");
			this.properties.put("understudy.models.soup.name", "cold soup");
			context.getBean(UnderstudyRefresh.class).refresh();
			assertThat(dinner.call("What is there?")).isEqualTo("cellar");
		});
	}

	@Test
	void refusesModelsThatTurnOutToBeTheSame() {
		this.properties.put("understudy.models.broth.provider", "kitchen");
		this.properties.put("understudy.models.broth.client", "kitchen");
		assertRefused("understudy.models.broth.name", "soup", "understudy.models.soup");
	}

	@Test
	void refusesAClientThatDoesNotExist() {
		assertRefused("understudy.models.soup.client", "attic", "understudy.models.soup.client");
	}

	@Test
	void refusesAClientThatIsAChain() {
		assertRefused("understudy.models.soup.client", "dinnerChatModel", "understudy.models.soup.client");
	}

	/** A change leaves everything as it was, which the chain then still is. */
	private void assertRefused(String property, String value, String where) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			ChatModel dinner = context.getBean("dinnerChatModel", ChatModel.class);
			Object before = context.getBean(Understudy.class).repertoire();
			this.properties.put(property, value);
			UnderstudyRefresh refresh = context.getBean(UnderstudyRefresh.class);
			assertThatExceptionOfType(UnderstudyConfigurationException.class).isThrownBy(refresh::refresh)
				.satisfies((ex) -> assertThat(ex.problems()).extracting(Problem::where).containsExactly(where));
			assertThat(context.getBean(Understudy.class).repertoire()).isSameAs(before);
			assertThat(dinner.call("What is there?")).isEqualTo("kitchen");
		});
	}

	private static ChatModel client(String name) {
		return (prompt) -> new ChatResponse(List.of(new Generation(new AssistantMessage(name))));
	}

}
