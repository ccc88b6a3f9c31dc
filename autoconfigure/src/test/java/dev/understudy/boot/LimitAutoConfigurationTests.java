package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits and maintenance of an application.
 */
class LimitAutoConfigurationTests {

	private final PassingTime clock = new PassingTime();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class))
		.withBean(Ticker.class, () -> this.clock)
		.withPropertyValues("understudy.models.gpt.provider=x", "understudy.models.claude.provider=y",
				"understudy.chains.assistant.models=gpt,claude");

	@Test
	void limitSendsCallsToTheNextModel() {
		this.runner
			.withPropertyValues("understudy.models.gpt.limits.requests.max=1",
					"understudy.models.gpt.limits.requests.per=1d")
			.run((context) -> {
				ModelRouter router = context.getBean(ModelRouter.class);
				assertThat(call(router)).isEqualTo("gpt");
				assertThat(call(router)).isEqualTo("claude");
				assertThat(context.getBean(ModelRegistry.class).status("gpt").overQuota()).isTrue();
				this.clock.pass(Duration.ofDays(1));
				assertThat(call(router)).isEqualTo("gpt");
			});
	}

	@Test
	void storeOfTheApplicationReplacesTheDefault() {
		List<String> opened = new CopyOnWriteArrayList<>();
		LimitStore memory = LimitStore.inMemory();
		LimitStore own = (accounts) -> {
			accounts.forEach((account) -> opened.add(account.key().text()));
			return memory.open(accounts);
		};
		this.runner.withBean(LimitStore.class, () -> own)
			.withPropertyValues("understudy.models.gpt.limits.tokens.max=100",
					"understudy.models.gpt.limits.tokens.per=month")
			.run((context) -> {
				assertThat(call(context.getBean(ModelRouter.class))).isEqualTo("gpt");
				assertThat(opened).containsExactly("tokens:month:2026-01-01T00:00:00Z:gpt");
			});
	}

	@Test
	void modelIsOutWhileItIsMaintained() {
		this.runner
			.withPropertyValues("understudy.models.gpt.maintenance[0].cron=0 0 2 * * *",
					"understudy.models.gpt.maintenance[0].for=1h")
			.run((context) -> {
				ModelRouter router = context.getBean(ModelRouter.class);
				assertThat(call(router)).isEqualTo("gpt");
				this.clock.pass(Duration.ofSeconds(7_201));
				assertThat(context.getBean(ModelRegistry.class).available("assistant")).extracting(Model::id)
					.containsExactly("claude");
				assertThat(call(router)).isEqualTo("claude");
				this.clock.pass(Duration.ofSeconds(3_599));
				assertThat(call(router)).isEqualTo("gpt");
			});
	}

	private static String call(ModelRouter router) {
		return router.call("assistant", Model::id);
	}

}
