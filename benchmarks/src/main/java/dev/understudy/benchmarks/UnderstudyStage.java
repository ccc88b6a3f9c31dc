package dev.understudy.benchmarks;

import java.time.Duration;
import java.util.stream.Stream;

import dev.understudy.ModelRegistry;
import dev.understudy.health.Ticker;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Us: a Spring Boot application with the starter, one annotated bean and a chain of three
 * models. Everything is at its default (retry, health, strategy) but what a row says of
 * time, and that circuits do not open where failing models are to be tried each time.
 */
final class UnderstudyStage {

	private static final String[] CHAIN = { "understudy.models.gpt.provider=openai",
			"understudy.models.claude.provider=anthropic", "understudy.models.local.provider=ollama",
			"understudy.chains.assistant.models=gpt,claude,local" };

	private static final String[] NEVER_OUT = { "understudy.health.consecutive-failures=2147483647",
			"understudy.health.skip-below=0.0" };

	private UnderstudyStage() {
	}

	/** No attempt is timed, no call has an end. */
	static Stage untimed(Scene scene) {
		return switch (scene) {
			case HEALTHY -> of(scene, AnnotatedAssistant.First.class);
			case LEAD_FAILS -> of(scene, AnnotatedAssistant.Told.class);
			case LEAD_OUT -> of(scene, AnnotatedAssistant.Second.class);
			case ALL_FAIL -> of(scene, AnnotatedAssistant.DegradingToText.class);
		};
	}

	/** As {@link #untimed}, with all models failing and a method that answers. */
	static Stage degradingToMethod() {
		return of(Scene.ALL_FAIL, AnnotatedAssistant.DegradingToMethod.class);
	}

	/** As {@link #untimed} when healthy, with a meter registry among the beans. */
	static Stage metered() {
		return BootStage.of(BootStage.start(Scene.HEALTHY.models(), with(timed(Duration.ZERO)), Metered.class,
				AnnotatedAssistant.First.class));
	}

	/** Everything at its default: an attempt has 30 seconds, a call has 90. */
	static Stage defaults() {
		return BootStage.of(BootStage.start(Scene.HEALTHY.models(), CHAIN, AnnotatedAssistant.First.class));
	}

	/** An attempt is timed, a call has no end of its own. */
	static Stage timed(Models models, Duration timeout) {
		return BootStage.of(BootStage.start(models, with(timed(timeout)), AnnotatedAssistant.First.class));
	}

	/**
	 * Calls models that are told apart by where they are; circuits do not open.
	 * @param timed with all defaults, or without any time
	 */
	static Stage remote(Models models, boolean timed) {
		String[] properties = timed ? with(NEVER_OUT) : with(timed(Duration.ZERO), NEVER_OUT);
		return BootStage.of(BootStage.start(models, properties, AnnotatedAssistant.Told.class));
	}

	/** As {@link #untimed}, with another clock; circuits do not open. */
	static Stage ticking(Models models, Ticker ticker) {
		return BootStage
			.of(BootStage.start(models, with(timed(Duration.ZERO), NEVER_OUT), ticker, AnnotatedAssistant.First.class));
	}

	private static Stage of(Scene scene, Class<?> assistant) {
		String[] untimed = timed(Duration.ZERO);
		String[] properties = scene.circuitsStayClosed() ? with(untimed, NEVER_OUT) : with(untimed);
		ConfigurableApplicationContext context = BootStage.start(scene.models(), properties, assistant);
		if (scene == Scene.LEAD_OUT) {
			context.getBean(ModelRegistry.class).disable(Models.GPT, null, "out for the benchmark");
		}
		return BootStage.of(context);
	}

	private static String[] timed(Duration timeout) {
		return new String[] { "understudy.defaults.timeout=" + timeout.toMillis() + "ms",
				"understudy.defaults.deadline=0s" };
	}

	private static String[] with(String[]... more) {
		return Stream.concat(Stream.of(CHAIN), Stream.of(more).flatMap(Stream::of)).toArray(String[]::new);
	}

}
