package dev.understudy.spring;

import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Application contexts with two chains, {@code assistant} of {@code gpt} and
 * {@code claude} and {@code cheap} of {@code local}, whose models never stand down for
 * their error rates.
 */
final class Theatre {

	private Theatre() {
	}

	/** With a default chain and without retries. */
	static ApplicationContextRunner runner() {
		return bare().withPropertyValues("understudy.default-chain=assistant", "understudy.models.gpt.provider=openai",
				"understudy.models.claude.provider=anthropic", "understudy.models.local.provider=ollama",
				"understudy.models.gpt.capabilities=tools", "understudy.chains.assistant.models=gpt,claude",
				"understudy.chains.cheap.models=local", "understudy.defaults.retry.max-attempts=1",
				"understudy.health.consecutive-failures=1000000", "understudy.health.minimum-calls=1000000");
	}

	/** Without any configuration. */
	static ApplicationContextRunner bare() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
			.withBean(Cast.class);
	}

	/** With one bean, whose models answer as the cast says. */
	static <T> void play(Class<T> type, Act<T> act) {
		runner().withBean(type).run((context) -> act.play(context.getBean(type), context.getBean(Cast.class)));
	}

	/**
	 * What happens to a bean.
	 *
	 * @param <T> its type
	 */
	@FunctionalInterface
	interface Act<T> {

		void play(T bean, Cast cast) throws Exception;

	}

}
