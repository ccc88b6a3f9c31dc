package dev.understudy.spring;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.understudy.CallFellBack;
import dev.understudy.ModelRecovered;
import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody is told what nobody hears, and nobody who hears is forgotten.
 */
class AudienceTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@Test
	void nobodyHearsWhereListenersHearOtherThings() {
		this.context.registerBean(Closing.class);
		assertThat(listens()).isFalse();
	}

	@Test
	void methodThatHearsOneOfTheEventsIsAnAudience() {
		this.context.registerBean(Ear.class);
		assertThat(listens()).isTrue();
	}

	@Test
	void whoHearsEverythingIsAnAudience() {
		this.context.registerBean(Everything.class);
		assertThat(listens()).isTrue();
	}

	@Test
	void listenerThatIsNotMadeYetIsAnAudience() {
		this.context.registerBean(Closing.class, (definition) -> definition.setLazyInit(true));
		assertThat(listens()).isTrue();
	}

	@Test
	void contextAboveIsAskedToo() {
		AnnotationConfigApplicationContext above = new AnnotationConfigApplicationContext(Ear.class);
		this.context.setParent(above);
		assertThat(listens()).isTrue();
	}

	@Test
	void contextThatCannotBeAskedMayHaveAnAudience() {
		ApplicationContext mute = (ApplicationContext) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ApplicationContext.class }, (proxy, method, arguments) -> null);
		assertThat(new Audience(mute).mayListen()).isTrue();
		assertThat(new Audience(mute).listens()).isTrue();
	}

	@Test
	void listenerThatComesLaterHearsTheNextEvent() {
		this.context.refresh();
		Audience audience = new Audience(this.context);
		assertThat(audience.listens()).isFalse();
		assertThat(audience.mayListen()).isFalse();
		this.context.addApplicationListener(new Everything());
		assertThat(audience.mayListen()).isTrue();
		assertThat(audience.listens()).isTrue();
	}

	@Test
	void listenerThatTakesThePlaceOfAnotherIsFoundSoon() {
		ApplicationListener<?> closing = new Closing();
		this.context.addApplicationListener(closing);
		this.context.refresh();
		AtomicLong clock = new AtomicLong();
		Audience audience = new Audience(this.context, clock::get);
		assertThat(audience.listens()).isFalse();
		this.context.removeApplicationListener(closing);
		this.context.addApplicationListener(new Everything());
		clock.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(mayListenToOneOf64(audience)).isTrue();
		assertThat(audience.listens()).isTrue();
	}

	@Test
	void nobodyIsLookedForMoreThanOnceASecond() {
		this.context.refresh();
		AtomicLong clock = new AtomicLong();
		Audience audience = new Audience(this.context, clock::get);
		assertThat(audience.listens()).isFalse();
		clock.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
		assertThat(mayListenToOneOf64(audience)).isFalse();
		clock.incrementAndGet();
		assertThat(mayListenToOneOf64(audience)).isTrue();
		assertThat(audience.listens()).isFalse();
		assertThat(mayListenToOneOf64(audience)).isFalse();
	}

	@Test
	void multicasterThatSomebodyElseWroteMayHaveAnAudience() {
		this.context.registerBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class, () -> new SimpleApplicationEventMulticaster() {
				});
		assertThat(listens()).isTrue();
	}

	@Test
	void applicationThatListensToNothingHasNoAudience() {
		SpringApplication application = new SpringApplication(Quiet.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(
				Map.of("understudy.models.gpt.provider", "openai", "understudy.chains.assistant.models", "gpt"));
		try (ConfigurableApplicationContext quiet = application.run()) {
			assertThat(quiet.getBean(ApplicationEvents.class).isRunning()).isTrue();
			assertThat(new Audience(quiet).listens()).isFalse();
			((AbstractApplicationContext) quiet).addApplicationListener(new Everything());
			assertThat(new Audience(quiet).listens()).isTrue();
		}
	}

	private static boolean mayListenToOneOf64(Audience audience) {
		return IntStream.range(0, 64).filter((event) -> audience.mayListen()).count() != 0;
	}

	private boolean listens() {
		this.context.refresh();
		return new Audience(this.context).listens();
	}

	static class Ear {

		@EventListener({ CallFellBack.class, ModelRecovered.class })
		void hear() {
		}

	}

	static class Closing implements ApplicationListener<ContextClosedEvent> {

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
		}

	}

	static class Everything implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class })
	static class Quiet {

	}

}
