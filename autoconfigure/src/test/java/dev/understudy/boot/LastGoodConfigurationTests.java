package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.understudy.Model;
import dev.understudy.ModelRouter;
import dev.understudy.routing.LastGoodAnswers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.SimpleCacheManager;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LastGoodConfigurationTests {

	private static final LastGoodAnswers.Kept ANSWER = new LastGoodAnswers.Kept("fine", Instant.EPOCH);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class));

	@Test
	void remembersInTheCacheOfTheApplication() {
		Cache cache = new ConcurrentMapCache(SpringCacheLastGoodAnswers.NAME);
		this.runner.withBean("other", CacheManager.class, () -> manager(new ConcurrentMapCache("other")))
			.withBean("right", CacheManager.class, () -> manager(cache))
			.run((context) -> {
				LastGoodAnswers answers = context.getBean(LastGoodAnswers.class);
				answers.keep("question", ANSWER);
				assertThat(cache.get("question")).isNotNull();
				assertThat(answers.find("question")).contains(ANSWER);
				assertThat(answers.find("another")).isEmpty();
			});
	}

	@Test
	void remembersInACacheThatSerializes() {
		ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager();
		manager.setBeanClassLoader(LastGoodConfigurationTests.class.getClassLoader());
		manager.setStoreByValue(true);
		Cache cache = requireNonNull(manager.getCache(SpringCacheLastGoodAnswers.NAME));
		LastGoodAnswers answers = new SpringCacheLastGoodAnswers(cache);
		answers.keep("question", ANSWER);
		assertThat(answers.find("question")).contains(ANSWER);
	}

	@Test
	void warnsOnceOfACacheThatFails(CapturedOutput output) {
		LastGoodAnswers answers = new SpringCacheLastGoodAnswers(new FailingCache());
		answers.keep("question", ANSWER);
		answers.keep("question", ANSWER);
		assertThat(answers.find("question")).isEmpty();
		assertThat(output.getOut().lines().filter((line) -> line.contains("last good answers are not available")))
			.singleElement()
			.asString()
			.contains("java.lang.UnsupportedOperationException")
			.doesNotContain("a secret");
	}

	@Test
	void remembersInCaffeineWithoutACacheOfTheApplication() {
		this.runner.withBean(CacheManager.class, () -> manager(new ConcurrentMapCache("other"))).run((context) -> {
			LastGoodAnswers answers = context.getBean(LastGoodAnswers.class);
			assertThat(answers).isInstanceOf(CaffeineLastGoodAnswers.class);
			answers.keep("question", ANSWER);
			assertThat(answers.find("question")).contains(ANSWER);
			assertThat(answers.find("another")).isEmpty();
		});
	}

	@Test
	void remembersWithoutAnyLibrary() {
		this.runner.withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine")).run((context) -> {
			LastGoodAnswers answers = context.getBean(LastGoodAnswers.class);
			assertThat(answers).isNotInstanceOf(CaffeineLastGoodAnswers.class);
			answers.keep("question", ANSWER);
			assertThat(answers.find("question")).contains(ANSWER);
		});
	}

	@Test
	void repeatsTheLastGoodAnswerOfAChain() {
		this.runner
			.withPropertyValues("understudy.models.gpt.provider=x", "understudy.chains.assistant.models=gpt",
					"understudy.chains.assistant.degrade[0].last-good=1h",
					"understudy.chains.assistant.degrade[1].text=busy", "understudy.chains.assistant.timeout=0",
					"understudy.chains.assistant.retry.max-attempts=1")
			.run((context) -> {
				ModelRouter.Request request = context.getBean(ModelRouter.class)
					.chain("assistant")
					.answers(String.class)
					.deadline(Duration.ofMinutes(1));
				assertThat(request.key("one").<String>call((model) -> "fine")).isEqualTo("fine");
				assertThat(request.key("one").<String>call(LastGoodConfigurationTests::fail)).isEqualTo("fine");
				assertThat(request.key("two").<String>call(LastGoodConfigurationTests::fail)).isEqualTo("busy");
			});
	}

	private static String fail(Model model) throws Exception {
		throw new java.io.IOException(model.id());
	}

	private static CacheManager manager(Cache cache) {
		SimpleCacheManager manager = new SimpleCacheManager();
		manager.setCaches(List.of(cache));
		manager.initializeCaches();
		return manager;
	}

	static class FailingCache extends ConcurrentMapCache {

		FailingCache() {
			super(SpringCacheLastGoodAnswers.NAME);
		}

		@Override
		public ValueWrapper get(Object key) {
			throw new UnsupportedOperationException("a secret");
		}

		@Override
		public void put(Object key, Object value) {
			throw new UnsupportedOperationException("a secret");
		}

	}

}
