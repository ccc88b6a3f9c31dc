package dev.understudy.spring;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.LimitNearlyReached;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelStoodDown;
import dev.understudy.RouterListener;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events reach the listeners of the application, and never hold a caller.
 */
@Timeout(60)
class ApplicationEventsTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final Ear ear = new Ear();

	private final ApplicationContextRunner runner = Theatre.runner().withBean(Ear.class, () -> this.ear);

	@Test
	void eachTypeIsPublishedOnceAndInOrder() {
		List<Object> events = List.of(new CallFellBack("a", "b", "c", FailureKind.TIMEOUT, NOW),
				new CallDegraded("a", FailureKind.TIMEOUT, "text", NOW),
				new ChainExhausted("a", FailureKind.TIMEOUT, NOW, Duration.ZERO),
				new ModelStoodDown("b", StandbyReason.SLOW, NOW, null), new ModelRecovered("b", NOW),
				new LimitNearlyReached("b", StandbyReason.TOKEN_LIMIT, NOW, NOW));
		this.runner.run((context) -> {
			RouterListener listener = context.getBean(ApplicationEvents.class);
			listener.fellBack((CallFellBack) events.get(0));
			listener.degraded((CallDegraded) events.get(1));
			listener.exhausted((ChainExhausted) events.get(2));
			listener.stoodDown((ModelStoodDown) events.get(3));
			listener.recovered((ModelRecovered) events.get(4));
			listener.limitNearlyReached((LimitNearlyReached) events.get(5));
		});
		assertThat(this.ear.heard).containsExactlyElementsOf(events);
	}

	@Test
	void eventsHoldNothingButIdsReasonsAndTimes() {
		Set<Class<?>> words = Set.of(FailureKind.class, StandbyReason.class, Instant.class, Duration.class);
		Set<String> ids = Set.of("chain", "model", "from", "to", "rung");
		for (Class<?> event : List.of(CallFellBack.class, CallDegraded.class, ChainExhausted.class,
				ModelStoodDown.class, ModelRecovered.class, LimitNearlyReached.class)) {
			assertThat(Arrays.asList(event.getRecordComponents())).as(event.getSimpleName())
				.allMatch((part) -> words.contains(part.getType()) || isId(part, ids));
		}
	}

	@Test
	void eventsOfRealCallsComeWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			fallBack(context.getBean(ModelRouter.class));
			context.getBean(ModelRegistry.class).disable("gpt", null, "sick");
			context.getBean(ModelRegistry.class).release("gpt");
			assertThat(this.ear.next()).isInstanceOfSatisfying(CallFellBack.class, (event) -> {
				assertThat(event.from()).isEqualTo("gpt");
				assertThat(event.to()).isEqualTo("claude");
			});
			assertThat(this.ear.next()).isInstanceOf(ModelStoodDown.class);
			assertThat(this.ear.next()).isInstanceOf(ModelRecovered.class);
		});
	}

	@Test
	void eventsComeEvenWhereBeansAreLazy() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				fallBack(context.getBean(ModelRouter.class));
				assertThat(this.ear.next()).isInstanceOf(CallFellBack.class);
			});
	}

	@Test
	void listenerThatBlocksHoldsNoCallerAndHearsTheRestLater() {
		this.ear.held = new CountDownLatch(1);
		this.runner.run((context) -> {
			ModelRouter router = context.getBean(ModelRouter.class);
			for (int i = 0; i < 100; i++) {
				fallBack(router);
			}
			assertThat(this.ear.heard).hasSizeLessThan(2);
			this.ear.held.countDown();
		});
		assertThat(this.ear.heard).hasSize(100);
	}

	@Test
	void listenerThatThrowsHarmsNeitherLaterEventsNorCalls() {
		AtomicInteger heard = new AtomicInteger();
		this.runner.withBean(Thrower.class, () -> new Thrower(heard)).run((context) -> {
			ModelRouter router = context.getBean(ModelRouter.class);
			for (int i = 0; i < 5; i++) {
				fallBack(router);
			}
		});
		assertThat(heard).hasValue(5);
	}

	@Test
	void listenersHearWithTheClassLoaderOfTheApplication() {
		ClassLoader loader = new FilteredClassLoader("io.micrometer");
		this.runner.withClassLoader(loader).run((context) -> {
			fallBack(context.getBean(ModelRouter.class));
			this.ear.next();
			assertThat(this.ear.loader).isSameAs(loader);
		});
	}

	@Test
	void whatIsQueuedIsDeliveredBeforeListenersAreDestroyedAndTheThreadEnds() {
		this.ear.held = new CountDownLatch(1);
		this.runner.run((context) -> {
			fallBack(context.getBean(ModelRouter.class));
			fallBack(context.getBean(ModelRouter.class));
			this.ear.held.countDown();
		});
		assertThat(this.ear.heard).hasSize(2);
		assertThat(this.ear.heardAfterItsEnd).isFalse();
		assertThat(this.ear.thread.isAlive()).isFalse();
	}

	@Test
	void callsBeforeTheStartAndAfterTheEndGoWellWithoutEvents() {
		ModelRouter[] router = new ModelRouter[1];
		this.runner.withPropertyValues("understudy.defaults.timeout=0", "understudy.defaults.deadline=0")
			.withUserConfiguration(Early.class)
			.run((context) -> {
				router[0] = context.getBean(ModelRouter.class);
				assertThat(this.ear.heard).isEmpty();
			});
		fallBack(router[0]);
		assertThat(this.ear.heard).isEmpty();
	}

	@Test
	void goOnAfterAPause() {
		this.runner.run((context) -> {
			ConfigurableApplicationContext application = (ConfigurableApplicationContext) context
				.getSourceApplicationContext();
			application.stop();
			fallBack(context.getBean(ModelRouter.class));
			application.start();
			context.getBean(ModelRegistry.class).disable("gpt", null, "sick");
			assertThat(this.ear.next()).isInstanceOf(ModelStoodDown.class);
			assertThat(context.getBean(ApplicationEvents.class).isRunning()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void engineOfTheApplicationTellsOfItselfOnlyWithTheListener(boolean listening) {
		this.runner.withPropertyValues("listening=" + listening)
			.withUserConfiguration(OwnEngine.class)
			.run((context) -> {
				fallBack(context.getBean(ModelRouter.class));
				context.getBean(ApplicationEvents.class).recovered(new ModelRecovered("end", NOW));
				assertThat(this.ear.next()).isInstanceOf(listening ? CallFellBack.class : ModelRecovered.class);
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void publishesOnlyWhatSomebodyHears(boolean heard) {
		List<Object> published = new CopyOnWriteArrayList<>();
		ApplicationEvents events = new ApplicationEvents(() -> heard, published::add, null);
		events.start();
		events.recovered(new ModelRecovered("gpt", NOW));
		events.stop();
		assertThat(published).hasSize(heard ? 1 : 0);
	}

	@Test
	void applicationMayReplaceIt() {
		this.runner.withBean("own", ApplicationEvents.class, () -> new ApplicationEvents(() -> true, (event) -> {
		}, null)).run((context) -> assertThat(context).getBeanNames(ApplicationEvents.class).containsExactly("own"));
	}

	@Test
	void noneWhenDisabled() {
		this.runner.withPropertyValues("understudy.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationEvents.class));
	}

	private static boolean isId(RecordComponent part, Set<String> ids) {
		return part.getType() == String.class && ids.contains(part.getName())
				|| part.getName().equals("limit") && part.getType() == StandbyReason.class;
	}

	private static void fallBack(ModelRouter router) {
		String answer = router.call("assistant", (model) -> {
			if (model.id().equals("gpt")) {
				throw new IllegalStateException("down");
			}
			return model.id();
		});
		assertThat(answer).isEqualTo("claude");
	}

	/**
	 * Hears all events of ours, as slowly as it is told to.
	 */
	static class Ear implements DisposableBean {

		final List<Object> heard = new CopyOnWriteArrayList<>();

		private final BlockingQueue<Object> fresh = new LinkedBlockingQueue<>();

		volatile CountDownLatch held = new CountDownLatch(0);

		volatile ClassLoader loader;

		volatile Thread thread;

		volatile boolean destroyed;

		volatile boolean heardAfterItsEnd;

		@EventListener({ CallFellBack.class, CallDegraded.class, ChainExhausted.class, ModelStoodDown.class,
				ModelRecovered.class, LimitNearlyReached.class })
		void hear(Object event) throws InterruptedException {
			this.thread = Thread.currentThread();
			this.loader = this.thread.getContextClassLoader();
			this.held.await();
			this.heardAfterItsEnd |= this.destroyed;
			this.heard.add(event);
			this.fresh.add(event);
		}

		Object next() throws InterruptedException {
			return this.fresh.poll(20, TimeUnit.SECONDS);
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

	static class Thrower {

		private final AtomicInteger heard;

		Thrower(AtomicInteger heard) {
			this.heard = heard;
		}

		@EventListener
		void hear(CallFellBack event) {
			this.heard.incrementAndGet();
			throw new IllegalStateException("not in the mood");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Early {

		@Bean
		String calls(ModelRouter router) {
			fallBack(router);
			return "called";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEngine {

		@Bean
		Understudy ownUnderstudy(ApplicationEvents events, @Value("${listening}") boolean listening) {
			UnderstudyBuilder builder = Understudy.builder()
				.models(Model.of("gpt", "x", "gpt"), Model.of("claude", "x", "claude"))
				.chain("assistant", "gpt", "claude");
			return (listening ? builder.listener(events) : builder).build();
		}

	}

}
