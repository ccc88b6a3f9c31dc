package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.LimitStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits and maintenance of an application.
 */
@ExtendWith(OutputCaptureExtension.class)
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
	void modelIsCountedHereWhileTheStoreIsDown() {
		this.runner.withBean(LimitStore.class, () -> LimitAutoConfigurationTests::down)
			.withPropertyValues("understudy.models.gpt.limits.requests.max=1",
					"understudy.models.gpt.limits.requests.per=1d")
			.run((context) -> {
				ModelRouter router = context.getBean(ModelRouter.class);
				assertThat(call(router)).isEqualTo("gpt");
				assertThat(call(router)).isEqualTo("claude");
			});
	}

	@Test
	void modelIsRefusedWhileTheStoreIsDownWhereThatIsSaid(CapturedOutput output) {
		this.runner.withBean(LimitStore.class, () -> LimitAutoConfigurationTests::down)
			.withPropertyValues("understudy.models.gpt.limits.requests.max=1",
					"understudy.models.gpt.limits.requests.per=1d", "understudy.limits.when-store-is-down=refuse")
			.run((context) -> {
				ModelRouter router = context.getBean(ModelRouter.class);
				assertThat(router.route("assistant", Model::id).skipped())
					.isEqualTo(Map.of("gpt", Set.of("REQUEST_LIMIT")));
				assertThat(call(router)).isEqualTo("claude");
			});
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.endsWith("threw java.lang.IllegalStateException: models with limits are not used until it is back");
	}

	private static Ledger down(List<Account> accounts) {
		throw new IllegalStateException("down");
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
