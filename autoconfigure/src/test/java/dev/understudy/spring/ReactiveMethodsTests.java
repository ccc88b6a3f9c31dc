package dev.understudy.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.understudy.CurrentModel;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.Routed;
import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods of beans that return {@code Mono} or {@code Flux}.
 */
class ReactiveMethodsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
		.withBean(Storyteller.class)
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.claude.provider=anthropic",
				"understudy.chains.stories.models=gpt,claude", "understudy.defaults.retry.max-attempts=1",
				"understudy.health.consecutive-failures=1000", "understudy.health.minimum-calls=1000");

	private void run(Consumer<Storyteller> test) {
		this.contextRunner.run((context) -> test.accept(context.getBean(Storyteller.class)));
	}

	@Test
	void errorSignalFallsBackToTheNextModel() {
		run((storyteller) -> {
			storyteller.fail("gpt");
			StepVerifier.create(storyteller.title()).expectNext("title of claude").expectComplete().verify(SOON);
		});
	}

	@Test
	void everySubscriptionIsACallOfItsOwn() {
		run((storyteller) -> {
			Mono<String> title = storyteller.title();
			StepVerifier.create(title).expectNext("title of gpt").expectComplete().verify(SOON);
			storyteller.fail("gpt");
			StepVerifier.create(title).expectNext("title of claude").expectComplete().verify(SOON);
		});
	}

	@Test
	void routedMonoTellsWhoAnswered() {
		run((storyteller) -> {
			storyteller.fail("gpt");
			StepVerifier.create(storyteller.routed()).assertNext((routed) -> {
				assertThat(routed.value()).isEqualTo("title of claude");
				assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
			}).expectComplete().verify(SOON);
		});
	}

	@Test
	void emptyMonoIsAnAnswer() {
		run((storyteller) -> StepVerifier.create(storyteller.nothing()).expectComplete().verify(SOON));
	}

	@Test
	void streamFallsBackBeforeItsFirstElement() {
		run((storyteller) -> {
			storyteller.fail("gpt");
			StepVerifier.create(storyteller.story()).expectNext("once", "upon", "claude").expectComplete().verify(SOON);
		});
	}

	@Test
	void streamThatBreaksOffIsNeverACompletedAnswer() {
		run((storyteller) -> StepVerifier.create(storyteller.broken())
			.expectNext("once")
			.expectErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOfSatisfying(PartialAnswerException.class,
					(partial) -> assertThat(partial.text()).isEqualTo("once")))
			.verify(SOON));
	}

	@Test
	void degradeMethodOfAStreamAnswersWithAStream() {
		run((storyteller) -> {
			storyteller.fail("gpt", "claude");
			StepVerifier.create(storyteller.story()).expectNext("no", "story").expectComplete().verify(SOON);
		});
	}

	@Test
	void degradeMethodOfAMonoAnswersWithThePlainType() {
		run((storyteller) -> {
			storyteller.fail("gpt", "claude");
			StepVerifier.create(storyteller.title()).expectNext("untitled").expectComplete().verify(SOON);
		});
	}

	static class Storyteller {

		private final List<String> failing = new CopyOnWriteArrayList<>();

		void fail(String... models) {
			this.failing.addAll(List.of(models));
		}

		@ModelFallback
		@DegradeTo("untitled")
		public Mono<String> title() {
			String model = CurrentModel.require().id();
			return this.failing.contains(model) ? Mono.error(new IllegalStateException("down"))
					: Mono.just("title of " + model);
		}

		@ModelFallback
		public Mono<Routed<String>> routed() {
			return title(CurrentModel.require().id()).map(Routed::of);
		}

		@ModelFallback
		public Mono<String> nothing() {
			return Mono.empty();
		}

		@ModelFallback
		@DegradeTo("noStory")
		public Flux<String> story() {
			String model = CurrentModel.require().id();
			return this.failing.contains(model) ? Flux.error(new IllegalStateException("down"))
					: Flux.just("once", "upon", model);
		}

		@ModelFallback
		public Flux<String> broken() {
			return Flux.concat(Flux.just("once"), Flux.error(new IllegalStateException("cut")));
		}

		private Mono<String> title(String model) {
			return this.failing.contains(model) ? Mono.error(new IllegalStateException("down"))
					: Mono.just("title of " + model);
		}

		private String untitled() {
			return "untitled";
		}

		private Flux<String> noStory() {
			return Flux.just("no", "story");
		}

	}

}
