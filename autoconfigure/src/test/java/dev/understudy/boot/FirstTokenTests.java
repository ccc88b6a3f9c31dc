package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.understudy.ModelFallback;
import dev.understudy.springai.Vendors;
import dev.understudy.wire.Answer;
import dev.understudy.wire.Fault;
import dev.understudy.wire.ProviderServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of every kind are timed until their first content.
 */
class FirstTokenTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void ofSpringAi() {
		try (Vendors vendors = new Vendors()) {
			vendors.says(Vendors.OPENAI, Vendors.fails(503));
			vendors.says(Vendors.ANTHROPIC, Vendors.anthropicStream("Bon", "jour"));
			measured(SpringAiContexts.runner(vendors.url())).run((context) -> {
				context.getBean(ChatModel.class).stream(new Prompt("Hello")).blockLast(Duration.ofSeconds(20));
				assertOne("claude");
			});
		}
	}

	@Test
	void ofLangChain4j() {
		try (ProviderServer openAi = new ProviderServer(); ProviderServer ollama = new ProviderServer()) {
			openAi.play(Fault.UNAVAILABLE);
			ollama.answer(Answer.of("That is", " the", " question", "."));
			measured(LangChain4jContexts.runner(openAi.url(), ollama.url())).run((context) -> {
				Ears ears = new Ears();
				context.getBean(StreamingChatModel.class).chat("Say hello", ears);
				assertThat(ears.response()).isNotNull();
				assertOne("local");
			});
		}
	}

	@Test
	void ofAnnotatedMethods() {
		measured(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
			.withBean(Talker.class)
			.withPropertyValues("understudy.models.gpt.provider=x", "understudy.chains.assistant.models=gpt"))
			.run((context) -> {
				assertThat(context.getBean(Talker.class).talk().collectList().block()).hasSize(3);
				assertOne("gpt");
			});
	}

	private ApplicationContextRunner measured(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(UnderstudyMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> this.registry);
	}

	/** The chain's attempts were timed, and the one with content until that. */
	private void assertOne(String model) {
		List<Timer> used = this.registry.get("understudy.first.token")
			.timers()
			.stream()
			.filter((timer) -> timer.count() != 0)
			.toList();
		assertThat(used).singleElement().satisfies((first) -> {
			assertThat(first.count()).isOne();
			assertThat(first.getId().getTag("model")).isEqualTo(model);
			assertThat(first.getId().getTag("chain")).isEqualTo("assistant");
			Timer whole = this.registry.get("understudy.attempts")
				.tags("chain", "assistant", "model", model, "result", "success")
				.timer();
			assertThat(first.totalTime(TimeUnit.NANOSECONDS)).isPositive()
				.isLessThanOrEqualTo(whole.totalTime(TimeUnit.NANOSECONDS));
		});
	}

	static class Talker {

		@ModelFallback
		public Flux<String> talk() {
			return Flux.just("Hel", "lo", "!");
		}

	}

}
