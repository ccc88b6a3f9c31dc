package dev.understudy.spring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.CurrentModel;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The advice together with that of Spring on the same method.
 */
class AdviceOrderTests {

	private final ApplicationContextRunner runner = Theatre.runner().withBean(Service.class);

	@Test
	void oneTransactionIsAroundAllAttempts() {
		this.runner.withUserConfiguration(Transactions.class).run((context) -> {
			context.getBean(Cast.class).fail("gpt");
			Service service = context.getBean(Service.class);
			assertThat(service.transactional("hi")).isEqualTo("claude: hi");
			assertThat(context.getBean(Manager.class).events()).containsExactly("begin", "commit");
			context.getBean(Cast.class).fail("claude");
			assertThatThrownBy(() -> service.transactional("hi"));
			assertThat(context.getBean(Manager.class).events()).containsExactly("begin", "commit", "begin", "rollback");
		});
	}

	@Test
	void attemptStaysOnTheThreadOfTheTransactionWithOneWarning() {
		Logger logger = (Logger) LoggerFactory.getLogger("dev.understudy.routing");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		this.runner.withUserConfiguration(Transactions.class).run((context) -> {
			Service service = context.getBean(Service.class);
			service.transactional("one");
			service.transactional("two");
			assertThat(service.threads()).containsOnly(Thread.currentThread());
		});
		logger.detachAppender(lines);
		assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.filteredOn((line) -> line.contains("transaction"))
			.singleElement()
			.asString()
			.contains("Service.transactional(String)");
	}

	@Test
	void cacheHitIsNoSuccessOfAModel() {
		this.runner.withUserConfiguration(Caches.class).run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.cached("hi")).isEqualTo("gpt: hi");
			assertThat(service.cached("hi")).isEqualTo("gpt: hi");
			assertThat(context.getBean(Cast.class).called()).hasSize(1);
			assertThat(context.getBean(ModelRegistry.class).status("gpt").callsInWindow()).isOne();
		});
	}

	@Test
	void asynchronousMethodFallsBackOnTheThreadOfItsExecutor() {
		this.runner.withUserConfiguration(Asynchronous.class).run((context) -> {
			context.getBean(Cast.class).fail("gpt");
			Service service = context.getBean(Service.class);
			assertThat(service.asynchronous("hi").get(30, TimeUnit.SECONDS)).isEqualTo("claude: hi");
			assertThat(service.threads()).extracting(Thread::getName).allMatch((name) -> name.startsWith("async-"));
		});
	}

	@Test
	void retryRepeatsTheWholeCall() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			Cast cast = context.getBean(Cast.class).fail("gpt", "claude");
			assertThatThrownBy(() -> context.getBean(Service.class).retried("hi"));
			assertThat(cast.called()).containsExactly("gpt", "claude", "gpt", "claude", "gpt", "claude");
		});
	}

	@Test
	void allOfThemTogetherOnOneMethod() {
		this.runner.withUserConfiguration(All.class).run((context) -> {
			Cast cast = context.getBean(Cast.class).fail("gpt");
			Service service = context.getBean(Service.class);
			assertThat(service.all("hi").get(30, TimeUnit.SECONDS)).isEqualTo("claude: hi");
			assertThat(service.all("hi").get(30, TimeUnit.SECONDS)).isEqualTo("claude: hi");
			assertThat(cast.called()).containsExactly("gpt", "claude");
			assertThat(service.threads()).extracting(Thread::getName).allMatch((name) -> name.startsWith("async-"));
			assertThat(context.getBean(Manager.class).events()).containsOnly("begin", "commit");
			assertThat(service.inTransaction()).containsOnly(true);
		});
	}

	@Test
	void orderPutsTheAdviceAroundOther() {
		this.runner.withUserConfiguration(Transactions.class)
			.withPropertyValues("understudy.advice.order=0")
			.run((context) -> {
				context.getBean(Cast.class).fail("gpt");
				assertThat(context.getBean(Service.class).transactional("hi")).isEqualTo("claude: hi");
				assertThat(context.getBean(Manager.class).events()).containsExactly("begin", "rollback", "begin",
						"commit");
			});
	}

	@Test
	void orderPutsTheAdviceAroundRetries() {
		this.runner.withUserConfiguration(Resilient.class)
			.withPropertyValues("understudy.advice.order=0")
			.run((context) -> {
				Cast cast = context.getBean(Cast.class).fail("gpt");
				assertThat(context.getBean(Service.class).retried("hi")).isEqualTo("claude: hi");
				assertThat(cast.called()).containsExactly("gpt", "gpt", "gpt", "claude");
			});
	}

	@Test
	void cacheInsideOfTheAdviceIsAskedPerAttempt() {
		this.runner.withUserConfiguration(Caches.class)
			.withPropertyValues("understudy.advice.order=0")
			.run((context) -> {
				Service service = context.getBean(Service.class);
				service.cached("hi");
				service.cached("hi");
				assertThat(context.getBean(Cast.class).called()).hasSize(1);
				assertThat(context.getBean(ModelRegistry.class).status("gpt").callsInWindow()).isEqualTo(2);
			});
	}

	@Test
	void asynchronousAdviceStaysOutside() {
		this.runner.withUserConfiguration(Asynchronous.class)
			.withPropertyValues("understudy.advice.order=0")
			.run((context) -> {
				context.getBean(Cast.class).fail("gpt");
				assertThat(context.getBean(Service.class).asynchronous("hi").get(30, TimeUnit.SECONDS))
					.isEqualTo("claude: hi");
				assertThat(context.getBean(Service.class).threads()).extracting(Thread::getName)
					.allMatch((name) -> name.startsWith("async-"));
			});
	}

	@Test
	void degradedAnswerNeedNotBeCached() {
		this.runner.withUserConfiguration(Caches.class).run((context) -> {
			Cast cast = context.getBean(Cast.class).fail("gpt", "claude");
			Service service = context.getBean(Service.class);
			assertThat(service.cachedRouted("hi").value()).isEqualTo("sorry");
			cast.recover();
			assertThat(service.cachedRouted("hi").value()).isEqualTo("gpt: hi");
			assertThat(service.cachedRouted("hi").value()).isEqualTo("gpt: hi");
			assertThat(cast.called()).containsExactly("gpt", "claude", "gpt");
		});
	}

	static class Service {

		private final Cast cast;

		private final List<Thread> threads = new ArrayList<>();

		private final List<Boolean> inTransaction = new ArrayList<>();

		Service(Cast cast) {
			this.cast = cast;
		}

		List<Thread> threads() {
			return this.threads;
		}

		List<Boolean> inTransaction() {
			return this.inTransaction;
		}

		@ModelFallback
		@Transactional
		public String transactional(String question) {
			return answer(question);
		}

		@ModelFallback
		@Cacheable("answers")
		public String cached(String question) {
			return answer(question);
		}

		@ModelFallback
		@DegradeTo(text = "sorry")
		@Cacheable(cacheNames = "routed", unless = "#result.degraded()")
		public Routed<String> cachedRouted(String question) {
			return Routed.of(answer(question));
		}

		@ModelFallback
		@Async
		public CompletableFuture<String> asynchronous(String question) {
			return CompletableFuture.completedFuture(answer(question));
		}

		@ModelFallback
		@Retryable(maxRetries = 2, delay = 1)
		public String retried(String question) {
			return answer(question);
		}

		@ModelFallback
		@Transactional
		@Cacheable("answers")
		@Async
		@Retryable(maxRetries = 2, delay = 1, includes = IOException.class)
		public CompletableFuture<String> all(String question) {
			return CompletableFuture.completedFuture(answer(question));
		}

		private String answer(String question) {
			this.threads.add(Thread.currentThread());
			this.inTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
			assertThat(CurrentModel.find()).isPresent();
			return this.cast.answer(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Transactions {

		@Bean
		Manager transactionManager() {
			return new Manager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caches {

		@Bean
		ConcurrentMapCacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class Asynchronous {

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("async-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	static class Resilient {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Transactions.class, Caches.class, Asynchronous.class, Resilient.class })
	static class All {

	}

	static class Manager extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		private final transient List<String> events = new ArrayList<>();

		List<String> events() {
			return this.events;
		}

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.events.add("begin");
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			this.events.add("commit");
		}

		@Override
		protected void doRollback(@Nullable DefaultTransactionStatus status) {
			this.events.add("rollback");
		}

	}

}
