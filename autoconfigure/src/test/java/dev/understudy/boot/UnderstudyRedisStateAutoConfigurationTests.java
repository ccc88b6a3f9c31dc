package dev.understudy.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.health.StateStore;
import dev.understudy.limit.LimitStore;
import dev.understudy.redis.RedisLimitStore;
import dev.understudy.redis.RedisStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * When state is shared in Redis, and what stands in its way.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnderstudyRedisStateAutoConfigurationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final ApplicationContextRunner memory = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyRedisStateAutoConfiguration.class,
				DataRedisAutoConfiguration.class, UnderstudyAutoConfiguration.class))
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.gpt.limits.requests.max=100",
				"understudy.models.gpt.limits.requests.per=1d", "understudy.chains.assistant.models=gpt");

	private final ApplicationContextRunner redis = this.memory.withPropertyValues("understudy.state.store=redis",
			"spring.data.redis.port=" + closedPort());

	@Test
	void nothingIsSharedUnlessItIsAskedFor() {
		this.memory.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(StateStore.class)
			.doesNotHaveBean(LimitStore.class));
		this.redis.withPropertyValues("understudy.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StateStore.class));
	}

	@Test
	void startsWithoutRedisAndCallsGoOn(CapturedOutput output) {
		this.redis.run((context) -> {
			assertThat(context).hasSingleBean(RedisStateStore.class).hasSingleBean(RedisLimitStore.class);
			assertThat(context.getBean(ModelRouter.class).<String>call("assistant", (model) -> "answer"))
				.isEqualTo("answer");
			assertThat(context.getBean(ModelRegistry.class).status("gpt").requestsUsed()).isOne();
			eventually("both are told", SOON, () -> lines(output, "Limits cannot be counted in Redis") > 0
					&& lines(output, "standbys are neither kept nor shared") > 0);
		});
		assertThat(lines(output, "Limits cannot be counted in Redis")).isOne();
		assertThat(lines(output, "standbys are neither kept nor shared")).isOne();
	}

	@Test
	void withoutRedisModelsWithLimitsAreLeftOutWhereThatIsSaid(CapturedOutput output) {
		this.redis
			.withPropertyValues("understudy.limits.when-store-is-down=refuse",
					"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,claude")
			.run((context) -> {
				ModelRouter router = context.getBean(ModelRouter.class);
				assertThat(router.route("assistant", Model::id).skipped())
					.isEqualTo(Map.of("gpt", Set.of("REQUEST_LIMIT")));
				assertThat(router.<String>call("assistant", Model::id)).isEqualTo("claude");
				assertThat(context.getBean(ModelRegistry.class).status("gpt").requestsUsed()).isZero();
				eventually("it is told", SOON,
						() -> lines(output, "models with limits are not used until it is back") > 0);
			});
		assertThat(lines(output, "models with limits are not used until it is back")).isOne();
		assertThat(lines(output, "Limits cannot be counted in Redis")).isZero();
	}

	@Test
	void storesOfTheApplicationTakeThePlaceOfOurs() {
		this.redis.withBean("ownState", StateStore.class, StateStore::inMemory)
			.run((context) -> assertThat(context).hasSingleBean(StateStore.class)
				.doesNotHaveBean(RedisStateStore.class)
				.hasSingleBean(RedisLimitStore.class));
		this.redis.withBean("ownLimits", LimitStore.class, LimitStore::inMemory)
			.run((context) -> assertThat(context).hasSingleBean(LimitStore.class)
				.doesNotHaveBean(RedisLimitStore.class)
				.hasSingleBean(RedisStateStore.class));
	}

	@Test
	void withoutSpringDataRedisTheReportNamesTheDependency() {
		this.redis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis")).run((context) -> {
			FailureAnalysis report = report(context.getStartupFailure());
			assertThat(report.getDescription())
				.contains("understudy.state.store: state in Redis needs Spring Data Redis");
			assertThat(report.getAction())
				.contains("Add the dependency 'org.springframework.boot:spring-boot-starter-data-redis'");
		});
	}

	@Test
	void withoutAConnectionFactoryTheReportSaysSo() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UnderstudyRedisStateAutoConfiguration.class,
					UnderstudyAutoConfiguration.class))
			.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.chains.assistant.models=gpt",
					"understudy.state.store=redis")
			.run((context) -> {
				FailureAnalysis report = report(context.getStartupFailure());
				assertThat(report.getDescription())
					.contains("understudy.state.store: state in Redis needs one bean of type 'RedisConnectionFactory', "
							+ "and there is none");
			});
	}

	@Test
	void prefixWithBracesIsAMistake() {
		this.redis.withPropertyValues("understudy.state.redis.prefix=a{b")
			.run((context) -> assertThat(report(context.getStartupFailure()).getDescription())
				.contains("understudy.state.redis.prefix: value 'a{b' must be a text without braces"));
	}

	private static long lines(CapturedOutput output, String text) {
		return output.getOut().lines().filter((line) -> line.contains(text)).count();
	}

	private static FailureAnalysis report(Throwable failure) {
		return new UnderstudyFailureAnalyzer().analyze(failure);
	}

	private static int closedPort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
