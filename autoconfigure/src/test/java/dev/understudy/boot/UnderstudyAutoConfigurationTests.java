package dev.understudy.boot;

import dev.understudy.ModelRouter;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.DefaultChain;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class UnderstudyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class));

	@Test
	void routesThroughAConfiguredChain() {
		this.runner
			.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.gpt.health=",
					"understudy.models.claude.name=claude-sonnet-4-5", "understudy.chains.assistant.models[0]=gpt",
					"understudy.chains.assistant.models[1].model=claude")
			.run((context) -> {
				assertThat(context).hasSingleBean(Understudy.class);
				assertThat(context.getBean(DefaultChain.class).name()).isEqualTo("assistant");
				String answer = context.getBean(ModelRouter.class).call("assistant", (model) -> {
					if (model.id().equals("gpt")) {
						throw new java.io.IOException("down");
					}
					return model.name();
				});
				assertThat(answer).isEqualTo("claude-sonnet-4-5");
			});
	}

}
