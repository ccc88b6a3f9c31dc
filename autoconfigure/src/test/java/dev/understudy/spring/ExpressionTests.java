package dev.understudy.spring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Placeholders and expressions in annotations.
 */
class ExpressionTests {

	private final ApplicationContextRunner runner = Theatre.runner()
		.withBean(Assistant.class)
		.withBean("tariffs", Tariffs.class)
		.withPropertyValues("tariff.chain=cheap", "sorry.text=closed");

	@Test
	void chainIsResolvedFromTheEnvironment() {
		this.runner
			.run((context) -> assertThat(context.getBean(Assistant.class).placeholder("hi")).isEqualTo("local: hi"));
	}

	@Test
	void chainIsChosenByTheArguments() {
		this.runner.run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.byUser(new User("ann", true), "hi")).isEqualTo("gpt: hi");
			assertThat(assistant.byUser(new User("bob", false), "hi")).isEqualTo("local: hi");
			assertThat(assistant.byParts("assis", "hi")).isEqualTo("gpt: hi");
			assertThat(assistant.byBean("hi")).isEqualTo("local: hi");
		});
	}

	@Test
	void chainThatAnExpressionMakesUpIsTheCallersMistake() {
		this.runner.run((context) -> assertThatThrownBy(() -> context.getBean(Assistant.class).byParts("x", "hi"))
			.hasMessageContaining("xtant")
			.hasMessageContaining("assistant"));
	}

	@Test
	void equalKeysStayOnTheSameModel() {
		this.runner.withPropertyValues("understudy.chains.assistant.strategy=round-robin").run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			Set<String> models = new HashSet<>();
			for (int i = 0; i < 50; i++) {
				String model = assistant.sticky(new User("user" + i, false), "");
				models.add(model);
				for (int j = 0; j < 3; j++) {
					assertThat(assistant.sticky(new User("user" + i, true), "")).isEqualTo(model);
				}
			}
			assertThat(models).hasSize(2);
		});
	}

	@Test
	void keyThatIsNullPinsNothing() {
		this.runner.withPropertyValues("understudy.chains.assistant.strategy=round-robin").run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			Set<String> models = new HashSet<>();
			for (int i = 0; i < 10; i++) {
				models.add(assistant.sticky(new User(null, false), ""));
			}
			assertThat(models).hasSize(2);
		});
	}

	@Test
	void onlyModelsWithTheRequiredCapabilitiesServe() {
		this.runner.run((context) -> {
			context.getBean(Cast.class).fail("gpt");
			assertThatThrownBy(() -> context.getBean(Assistant.class).tools("hi"));
			assertThat(context.getBean(Cast.class).called()).containsExactly("gpt");
		});
	}

	@Test
	void chainsRungsComeAfterTheMethodsOwnUnlessTheyAreLeftOut() {
		this.runner.withPropertyValues("understudy.chains.assistant.degrade[0].text=of the chain").run((context) -> {
			context.getBean(Cast.class).fail("gpt", "claude");
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.plain("hi")).isEqualTo("of the chain");
			assertThat(assistant.ownText("hi")).isEqualTo("closed");
			assertThatThrownBy(() -> assistant.withoutChains("hi"));
		});
	}

	@Test
	void lastGoodAnswerIsFoundByItsKey() {
		this.runner.run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.remembered(new User("ann", true), "one")).isEqualTo("gpt: one");
			context.getBean(Cast.class).fail("gpt", "claude");
			assertThat(assistant.remembered(new User("ann", false), "two")).isEqualTo("gpt: one");
			assertThatThrownBy(() -> assistant.remembered(new User("bob", true), "one"));
		});
	}

	@Test
	void lastGoodAnswerIsFoundByEqualArguments() {
		this.runner.run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.listed(List.of("a", "b"), Map.of("k", 1), "x")).isEqualTo("gpt: [a, b]");
			context.getBean(Cast.class).fail("gpt", "claude");
			assertThat(assistant.listed(new ArrayList<>(List.of("a", "b")), new HashMap<>(Map.of("k", 1)), "x"))
				.isEqualTo("gpt: [a, b]");
			assertThatThrownBy(() -> assistant.listed(List.of("a, b"), Map.of("k", 1), "x"));
			assertThatThrownBy(() -> assistant.listed(List.of("a", "b"), Map.of("k", 2), "x"));
			assertThatThrownBy(() -> assistant.listed(List.of("a", "b"), Map.of("k", 1), "x", "y"));
		});
	}

	@Test
	void lastGoodAnswersOfDifferentChainsAreApart() {
		this.runner.run((context) -> {
			Assistant assistant = context.getBean(Assistant.class);
			assertThat(assistant.rememberedOfChain("assistant", "q")).isEqualTo("gpt: assistant");
			context.getBean(Cast.class).fail("gpt", "claude", "local");
			assertThatThrownBy(() -> assistant.rememberedOfChain("cheap", "q"));
			assertThat(assistant.rememberedOfChain("assistant", "q")).isEqualTo("gpt: assistant");
		});
	}

	record User(String name, boolean premium) {
	}

	static class Tariffs {

		public String chainOf(String question) {
			return "cheap";
		}

	}

	static class Assistant {

		private final Cast cast;

		Assistant(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback("${tariff.chain}")
		public String placeholder(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback("#{#user.premium ? 'assistant' : '${tariff.chain}'}")
		public String byUser(User user, String question) {
			return this.cast.answer(question);
		}

		@ModelFallback("#{#start}t#{'ant'}")
		public String byParts(String start, String question) {
			return this.cast.answer(question);
		}

		@ModelFallback("#{@tariffs.chainOf(#p0)}")
		public String byBean(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback(key = "#user.name")
		public String sticky(User user, String question) {
			return this.cast.answer(question);
		}

		@ModelFallback(requires = { "tools", "tools" })
		public String tools(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		public String plain(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo(text = "${sorry.text}")
		public String ownText(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback(degrade = false)
		public String withoutChains(String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo(lastGood = "1h", key = "#user.name")
		public String remembered(User user, String question) {
			return this.cast.answer(question);
		}

		@ModelFallback
		@DegradeTo(lastGood = "1h")
		public String listed(List<String> list, Map<String, Integer> map, String... more) {
			return this.cast.answer(list);
		}

		@ModelFallback("#{#chain}")
		@DegradeTo(lastGood = "1h", key = "#question")
		public String rememberedOfChain(String chain, String question) {
			return this.cast.answer(chain);
		}

	}

}
