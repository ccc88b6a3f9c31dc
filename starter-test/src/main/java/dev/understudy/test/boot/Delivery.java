package dev.understudy.test.boot;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.CurrentModel;
import dev.understudy.Routed;
import dev.understudy.Usage;
import dev.understudy.test.Performance;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Brings the answer of a script in the form in which code that is not run would have
 * brought it.
 *
 * @param performance the step that is played
 * @param running the attempt, which counts the tokens
 * @param subject the code in whose place it is played, for messages
 */
record Delivery(Performance performance, CurrentModel.Running running, String subject) {

	private static final String MONO = "reactor.core.publisher.Mono";

	private static final String FLUX = "reactor.core.publisher.Flux";

	@Nullable Object as(ResolvableType type) throws Exception {
		Class<?> raw = type.resolve(Object.class);
		if (raw == CompletionStage.class || raw == CompletableFuture.class) {
			return later(type.as(raw).getGeneric(0));
		}
		return switch (raw.getName()) {
			case MONO -> ReactiveDelivery.mono(this, type.as(raw).getGeneric(0));
			case FLUX -> ReactiveDelivery.flux(this, type.as(raw).getGeneric(0));
			default -> {
				Object answer = this.performance.answer();
				count();
				yield fit(answer, type);
			}
		};
	}

	/** Cancelling it, as a timeout does, ends a step that hangs. */
	@SuppressWarnings("NullAway") // the answer's type is nullable
	CompletableFuture<@Nullable Object> later(ResolvableType type) {
		CompletableFuture<Object> played = this.performance.later();
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		played.whenComplete((answer, thrown) -> {
			if (thrown != null) {
				result.completeExceptionally(thrown);
				return;
			}
			try {
				count();
				result.complete(fit(answer, type));
			}
			catch (AssertionError ex) {
				result.completeExceptionally(ex);
			}
		});
		result.whenComplete((answer, thrown) -> played.cancel(true));
		return result;
	}

	void count() {
		Usage usage = this.performance.usage();
		if (usage != null) {
			this.running.used(usage);
		}
	}

	/** As the declared type, wrappers and all. */
	@SuppressWarnings("NullAway") // the answer's type is nullable
	@Nullable Object fit(Object answer, ResolvableType type) {
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class));
		if (raw == Routed.class && !(answer instanceof Routed<?>)) {
			return Routed.of(fit(answer, type.getGeneric(0)));
		}
		if (raw == Optional.class && !(answer instanceof Optional<?>)) {
			return Optional.ofNullable(fit(answer, type.getGeneric(0)));
		}
		if (raw == void.class || raw == Void.class) {
			return null;
		}
		return raw.isInstance(answer) ? answer : converted(answer, raw);
	}

	private Object converted(Object answer, Class<?> type) {
		try {
			Object converted = ApplicationConversionService.getSharedInstance().convert(answer, type);
			if (converted != null) {
				return converted;
			}
		}
		catch (RuntimeException ex) {
			// Told below, in the words of the test.
		}
		throw this.performance.mistake("Script of model '" + this.performance.modelId() + "' answers in the place of '"
				+ this.subject + "' with '" + answer.getClass().getName() + "', and '" + type.getName()
				+ "' is wanted: say answersWith(...) such an object");
	}

}
