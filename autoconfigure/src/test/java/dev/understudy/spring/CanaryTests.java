package dev.understudy.spring;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.LimitNearlyReached;
import dev.understudy.Model;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelStoodDown;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import dev.understudy.boot.UnderstudyMetricsAutoConfiguration;
import dev.understudy.failure.Failure;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A canary in prompts, answers, messages and keys is in no meter, no event and no log
 * line, at any level.
 */
class CanaryTests {

	private final String canary = "canary-" + UUID.randomUUID();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Gossip gossip = new Gossip(this.canary);

	@Test
	void whatIsAskedAnsweredThrownOrSecretIsInNoMeterEventOrLogLine() {
		EveryLogLine log = new EveryLogLine();
		Theatre.runner()
			.withConfiguration(AutoConfigurations.of(UnderstudyMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(Confidant.class)
			.withBean(Gossip.class, () -> this.gossip)
			.withBean(Indiscreet.class, () -> new Indiscreet(this.canary))
			.withPropertyValues("understudy.health.consecutive-failures=2", "understudy.health.minimum-calls=5",
					"understudy.chains.cheap.degrade[0].last-good=1h", "understudy.chains.cheap.degrade[1].text=busy",
					"spring.ai.openai.api-key=" + this.canary)
			.run((context) -> {
				Confidant bean = context.getBean(Confidant.class);
				Cast cast = context.getBean(Cast.class);
				ModelRouter router = context.getBean(ModelRouter.class);
				everything(bean, router);
				for (Exception thrown : troubles().toList()) {
					cast.failWith(thrown, "gpt");
					everything(bean, router);
					cast.failWith(thrown, "claude", "local");
					everything(bean, router);
					cast.recover();
					List.of("gpt", "claude", "local").forEach(context.getBean(ModelRegistry.class)::enable);
				}
				context.getBean(ModelRegistry.class).disable("gpt", null, this.canary);
			});
		log.close();
		assertThat(log.hasOurs()).isTrue();
		assertThat(log.telling(this.canary)).isEmpty();
		assertThat(this.registry.getMeters().stream().map(CanaryTests::words)).hasSizeGreaterThan(50)
			.noneMatch((words) -> words.contains(this.canary));
		assertThat(this.gossip.heard)
			.hasOnlyElementsOfTypes(CallFellBack.class, CallDegraded.class, ChainExhausted.class, ModelStoodDown.class,
					ModelRecovered.class)
			.hasSizeGreaterThan(20)
			.noneMatch((event) -> words(event).contains(this.canary));
		assertThat(this.gossip.heard).extracting(Object::getClass)
			.contains(CallFellBack.class, CallDegraded.class, ChainExhausted.class, ModelStoodDown.class);
	}

	@Test
	void theCanaryIsFoundWhereItIs() {
		EveryLogLine log = new EveryLogLine();
		LoggerFactory.getLogger("dev.understudy.test")
			.trace("sings", new IllegalStateException("outer", new IOException(this.canary)));
		log.close();
		assertThat(log.telling(this.canary)).hasSize(1);
		assertThat(words(this.registry.counter("test", "tag", this.canary))).contains(this.canary);
		assertThat(words(new ModelRecovered(this.canary, Instant.EPOCH))).contains(this.canary);
	}

	/** Every way to ask, whatever comes of it. */
	private void everything(Confidant bean, ModelRouter router) {
		attempt(() -> bean.remembered(this.canary));
		attempt(() -> bean.degraded(this.canary));
		attempt(() -> bean.exhausted(this.canary));
		attempt(() -> bean.later(this.canary).join());
		attempt(() -> bean.streamed(this.canary).collectList().block());
		attempt(() -> bean.cut(this.canary).collectList().block());
		attempt(() -> bean.chosen(this.canary));
		attempt(() -> router.chain("cheap").key(this.canary).answers(String.class).call((model) -> {
			throw new IllegalStateException(this.canary);
		}));
		attempt(() -> router.models("gpt", "local").key(this.canary).call((model) -> this.canary));
		attempt(() -> router.call("assistant", (model) -> {
			throw new IllegalArgumentException(this.canary);
		}));
	}

	private static void attempt(Runnable call) {
		try {
			call.run();
		}
		catch (RuntimeException ex) {
			// Both ends are good.
		}
	}

	private Stream<Exception> troubles() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Authorization", "Bearer " + this.canary);
		headers.set("x-request-id", this.canary);
		byte[] body = ("{\"error\": {\"code\": \"invalid_api_key\", \"message\": \"" + this.canary + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
		return Stream.of(new IllegalStateException(this.canary),
				new IllegalStateException("down", new IllegalStateException("deeper", new IOException(this.canary))),
				HttpClientErrorException.create(this.canary, HttpStatus.UNAUTHORIZED, this.canary, headers, body, null),
				HttpClientErrorException.create(this.canary, HttpStatus.TOO_MANY_REQUESTS, this.canary, headers, body,
						null),
				HttpClientErrorException.create(this.canary, HttpStatus.BAD_REQUEST, this.canary, headers, body, null));
	}

	private static String words(Meter meter) {
		Meter.Id id = meter.getId();
		return id.getName() + id.getTags() + id.getDescription() + id.getBaseUnit();
	}

	private static String words(Object event) {
		StringBuilder words = new StringBuilder(event.toString());
		for (RecordComponent part : event.getClass().getRecordComponents()) {
			try {
				words.append(part.getAccessor().invoke(event));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return words.toString();
	}

	/**
	 * Hears the events, and complains of each.
	 */
	static class Gossip {

		private final String canary;

		private final List<Object> heard = new CopyOnWriteArrayList<>();

		Gossip(String canary) {
			this.canary = canary;
		}

		@EventListener({ CallFellBack.class, CallDegraded.class, ChainExhausted.class, ModelStoodDown.class,
				ModelRecovered.class, LimitNearlyReached.class })
		void hear(Object event) {
			this.heard.add(event);
			throw new IllegalStateException(this.canary);
		}

	}

	/**
	 * A listener that throws all it knows.
	 */
	static class Indiscreet implements RouterListener {

		private final String canary;

		Indiscreet(String canary) {
			this.canary = canary;
		}

		@Override
		public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
			throw new IllegalStateException(this.canary, (failure != null) ? failure.cause() : null);
		}

		@Override
		public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
			throw new IllegalStateException(this.canary);
		}

		@Override
		public void firstContent(String chain, Model model, long nanos) {
			throw new IllegalStateException(this.canary);
		}

	}

	static class Confidant {

		private final Cast cast;

		Confidant(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback(key = "#secret")
		@DegradeTo(lastGood = "1h")
		public String remembered(String secret) {
			return this.cast.answer(secret);
		}

		@ModelFallback
		@DegradeTo("throwing")
		@DegradeTo(text = "text")
		public String degraded(String secret) {
			return this.cast.answer(secret);
		}

		private String throwing(String secret, Degradation degradation) {
			throw new IllegalArgumentException(secret);
		}

		@ModelFallback
		public String exhausted(String secret) {
			return this.cast.answer(secret);
		}

		@ModelFallback("cheap")
		public CompletableFuture<String> later(String secret) {
			return CompletableFuture.completedFuture(this.cast.answer(secret));
		}

		@ModelFallback
		public Flux<String> streamed(String secret) {
			return Flux.just(this.cast.answer(secret), secret);
		}

		@ModelFallback
		public Flux<String> cut(String secret) {
			return Flux.just(this.cast.answer(secret)).concatWith(Flux.error(() -> new IllegalStateException(secret)));
		}

		@ModelFallback("#{#secret}")
		public String chosen(String secret) {
			return this.cast.answer(secret);
		}

	}

}
