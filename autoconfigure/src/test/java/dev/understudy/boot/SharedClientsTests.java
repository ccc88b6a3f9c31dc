package dev.understudy.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.springai.ModelClients;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which models stand down together when the provider of one refuses its key. Soup and
 * stew are of the kitchen, wine is of the cellar.
 */
class SharedClientsTests {

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("understudy.models.soup.provider", "kitchen", "understudy.models.stew.provider", "kitchen",
					"understudy.models.wine.provider", "cellar", "understudy.chains.dinner.models", "soup,stew,wine"));

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", this.properties)))
		.withBean(FailureClassifier.class, () -> SharedClientsTests::refusal)
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, SpringAiAutoConfiguration.class,
				LangChain4jAutoConfiguration.class));

	private final ApplicationContextRunner springAi = this.plain
		.withBean("kitchen", ChatModel.class, SharedClientsTests::client)
		.withBean("cellar", ChatModel.class, SharedClientsTests::client);

	@Test
	void modelsWhoseClientIsFoundByProviderShareIt() {
		this.springAi.withPropertyValues("understudy.health.provider-wide=true")
			.run((context) -> assertThat(downAfter(context, "soup")).containsExactly("soup", "stew"));
	}

	@Test
	void clientThatIsNamedIsTheSameAsOneThatIsFound() {
		this.properties.put("understudy.models.wine.client", "kitchen");
		this.springAi.run((context) -> assertThat(downAfter(context, "wine")).containsExactly("soup", "stew", "wine"));
	}

	@Test
	void clientsOfLangChain4jAreSharedAsWell() {
		this.plain.withBean("kitchenModel", dev.langchain4j.model.chat.ChatModel.class, () -> new Talker())
			.withBean("cellarModel", dev.langchain4j.model.chat.ChatModel.class, () -> new Talker())
			.run((context) -> assertThat(downAfter(context, "stew")).containsExactly("soup", "stew"));
		this.plain.withBean("kitchenModel", StreamingChatModel.class, () -> new Streamer())
			.withBean("cellarModel", StreamingChatModel.class, () -> new Streamer())
			.run((context) -> assertThat(downAfter(context, "stew")).containsExactly("soup", "stew"));
	}

	@Test
	void methodsThatCallSomethingElseShareWhatIsNamedAndNotTheProvider() {
		this.plain.run((context) -> assertThat(downAfter(context, "soup")).containsExactly("soup"));
		this.properties.put("understudy.models.soup.client", "telephone");
		this.properties.put("understudy.models.wine.client", "telephone");
		this.plain.withBean("telephone", String.class, () -> "anything")
			.run((context) -> assertThat(downAfter(context, "soup")).containsExactly("soup", "wine"));
	}

	@Test
	void applicationThatKnowsItsClientsItselfSharesOnlyWhatIsNamed() {
		ChatModel own = client();
		this.springAi.withBean(ModelClients.class, () -> (model) -> own)
			.run((context) -> assertThat(downAfter(context, "soup")).containsExactly("soup"));
	}

	@Test
	void switchedOffEachStandsAlone() {
		this.springAi.withPropertyValues("understudy.health.provider-wide=false")
			.run((context) -> assertThat(downAfter(context, "soup")).containsExactly("soup"));
	}

	@Test
	void modelThatIsSwitchedOffNeitherTakesOthersAlongNorGoesWithThem() {
		this.properties.put("understudy.models.broth.provider", "kitchen");
		this.properties.put("understudy.models.broth.health.provider-wide", "false");
		this.springAi.run((context) -> assertThat(downAfter(context, "broth")).containsExactly("broth"));
		this.springAi.run((context) -> assertThat(downAfter(context, "soup")).containsExactly("soup", "stew"));
	}

	@Test
	void modelThatIsSwitchedOnBeatsWhatHoldsForAll() {
		this.properties.put("understudy.health.provider-wide", "false");
		this.properties.put("understudy.models.soup.health.provider-wide", "true");
		this.properties.put("understudy.models.stew.health.provider-wide", "true");
		this.springAi.run((context) -> assertThat(downAfter(context, "stew")).containsExactly("soup", "stew"));
	}

	@Test
	void refreshTellsAnewWhoSharesAClient() {
		this.springAi.run((context) -> {
			this.properties.put("understudy.models.stew.client", "cellar");
			context.getBean(UnderstudyRefresh.class).refresh();
			assertThat(downAfter(context, "soup")).containsExactly("soup");
			assertThat(downAfter(context, "wine")).containsExactly("soup", "stew", "wine");
		});
	}

	/** The models that are down when the provider has refused one of them. */
	private static List<String> downAfter(ApplicationContext context, String id) {
		ModelRouter router = context.getBean(ModelRouter.class);
		assertThatExceptionOfType(ChainExhaustedException.class).isThrownBy(() -> router.models(id).call((model) -> {
			throw new RefusedException();
		}));
		return context.getBean(ModelRegistry.class)
			.statuses()
			.stream()
			.filter((status) -> status.state() == ModelState.STANDBY)
			.map(ModelStatus::id)
			.sorted()
			.toList();
	}

	private static Optional<Failure> refusal(Throwable thrown) {
		return (thrown instanceof RefusedException) ? Optional.of(Failure.of(FailureKind.AUTH_ERROR, thrown))
				: Optional.empty();
	}

	private static ChatModel client() {
		return (prompt) -> new ChatResponse(List.of(new Generation(new AssistantMessage("yes"))));
	}

	/** A client of LangChain4j. */
	static final class Talker implements dev.langchain4j.model.chat.ChatModel {

	}

	/** A client of LangChain4j that streams. */
	static final class Streamer implements StreamingChatModel {

	}

	private static final class RefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
