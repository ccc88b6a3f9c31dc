package dev.understudy.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.understudy.ModelRouter;
import dev.understudy.UnknownNameException;
import dev.understudy.springai.ChatMetadata;
import dev.understudy.springai.ChatModels;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The chat models of chains that are asked for by name, and of those made up for the
 * moment. Three clients answer with their names, or are broken.
 */
class ChatModelsTests {

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("understudy.models.soup.provider", "kitchen", "understudy.models.wine.provider", "cellar",
					"understudy.models.mold.provider", "attic", "understudy.chains.dinner.models", "soup,wine",
					"understudy.chains.drinks.models", "mold", "understudy.chains.drinks.degrade[0].text", "water",
					"understudy.default-chain", "dinner", "understudy.defaults.retry.max-attempts", "1"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", this.properties)))
		.withBean("kitchen", ChatModel.class, () -> new Client("kitchen"))
		.withBean("cellar", ChatModel.class, () -> new Client("cellar"))
		.withBean("attic", ChatModel.class, () -> new Client(""))
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, SpringAiAutoConfiguration.class));

	@Test
	void chainIsFoundByItsName() {
		run((models) -> {
			assertThat(models.chain("dinner").call("What is there?")).isEqualTo("kitchen");
			assertThat(models.chain("drinks").call("What is there?")).isEqualTo("water");
		});
	}

	@Test
	void modelsAreTriedInTheOrderGiven() {
		run((models) -> {
			assertThat(models.models("wine", "soup").call("What is there?")).isEqualTo("cellar");
			ChatResponse answer = models.models("mold", "wine", "soup").call(new Prompt("What is there?"));
			assertThat(answer.getResult().getOutput().getText()).isEqualTo("cellar");
			assertThat(answer.getMetadata().<String>get(ChatMetadata.CHAIN)).isEqualTo("ad-hoc");
			assertThat(answer.getMetadata().<String>get(ChatMetadata.MODEL)).isEqualTo("wine");
			assertThat(answer.getMetadata().<String>get(ChatMetadata.OUTCOME)).isEqualTo("fell-back");
			assertThat(answer.getMetadata().<Integer>get(ChatMetadata.ATTEMPTS)).isEqualTo(2);
		});
	}

	@Test
	void streamOverModelsFallsBackToo() {
		run((models) -> {
			List<ChatResponse> pieces = models.models("mold", "wine")
				.stream(new Prompt("What is there?"))
				.collectList()
				.block();
			assertThat(pieces).isNotEmpty().allSatisfy((piece) -> {
				assertThat(piece.getResult().getOutput().getText()).isEqualTo("cellar");
				assertThat(piece.getMetadata().<String>get(ChatMetadata.CHAIN)).isEqualTo("ad-hoc");
				assertThat(piece.getMetadata().<String>get(ChatMetadata.OUTCOME)).isEqualTo("fell-back");
			});
		});
	}

	@Test
	void chatModelThatWasKeptCallsManyTimes() {
		run((models) -> {
			ChatModel kept = models.models("wine");
			assertThat(List.of(kept.call("one"), kept.call("two"), kept.call("three"))).containsOnly("cellar");
		});
	}

	@Test
	void unknownNamesAreRefusedWithTheKnownOnes() {
		run((models) -> {
			assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> models.chain("diner"))
				.withMessageContaining("did you mean 'dinner'?");
			assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> models.models("soup", "vine"))
				.satisfies((ex) -> assertThat(ex.known()).containsExactly("mold", "soup", "wine"));
			assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> models.models("dinner"));
		});
	}

	@Test
	void noModelAndTheSameOneTwiceAreRefused() {
		run((models) -> {
			assertThatIllegalArgumentException().isThrownBy(models::models);
			assertThatIllegalArgumentException().isThrownBy(() -> models.models("soup", "soup"));
		});
	}

	@Test
	void chainThatCameWithARefreshHasAChatModel() {
		this.runner.run((context) -> {
			ChatModels models = context.getBean(ChatModels.class);
			assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> models.chain("supper"));
			this.properties.put("understudy.models.beer.provider", "cellar");
			this.properties.put("understudy.models.beer.name", "beer");
			this.properties.put("understudy.chains.supper.models", "beer,soup");
			context.getBean(UnderstudyRefresh.class).refresh();
			assertThat(models.chain("supper").call("What is there?")).isEqualTo("cellar");
			assertThat(models.models("beer").call("What is there?")).isEqualTo("cellar");
			assertThat(context).doesNotHaveBean("supperChatModel");
		});
	}

	@Test
	void currentModelIsCalledDirectly() {
		this.runner.run((context) -> {
			ChatModel other = context.getBean(ChatModels.class).models("soup");
			String answer = context.getBean(ModelRouter.class)
				.models("wine")
				.call((model) -> other.call("What is there?"));
			assertThat(answer).isEqualTo("cellar");
		});
	}

	@Test
	void nothingIsThereWithoutSpringAi() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(UnderstudyAutoConfiguration.class, SpringAiAutoConfiguration.class))
			.withPropertyValues("understudy.models.soup.provider=kitchen", "understudy.chains.dinner.models=soup")
			.withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("understudyRoutingChatModels"));
	}

	private void run(Consumer<ChatModels> test) {
		this.runner.run((context) -> test.accept(context.getBean(ChatModels.class)));
	}

	/** Says its name, or that it is broken when it has none. */
	private record Client(String name) implements ChatModel {

		@Override
		public ChatResponse call(Prompt prompt) {
			if (this.name.isEmpty()) {
				throw new IllegalStateException("broken");
			}
			return new ChatResponse(List.of(new Generation(new AssistantMessage(this.name))));
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			return Flux.defer(() -> Flux.just(call(prompt)));
		}

	}

}
