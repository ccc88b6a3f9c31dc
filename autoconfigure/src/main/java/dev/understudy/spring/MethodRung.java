package dev.understudy.spring;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.failure.FailureKind;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Fall;
import dev.understudy.routing.Question;
import dev.understudy.routing.Rung;
import dev.understudy.routing.RungCondition;
import org.jspecify.annotations.Nullable;

/**
 * Lets a method of the bean answer: of the methods of the name, the most specific one
 * that matches the failure.
 */
final class MethodRung implements Rung {

	private final List<DegradeMethod> methods;

	private final RungCondition condition;

	MethodRung(List<DegradeMethod> methods, RungCondition condition) {
		this.methods = List.copyOf(methods);
		this.condition = condition;
	}

	@Override
	public String name() {
		return "method";
	}

	@Override
	public boolean serves(FailureKind kind, Question question) {
		return question instanceof MethodCall && this.condition.holds(kind, question);
	}

	@Override
	public Optional<Answer> answer(Fall fall, Question question) throws Exception {
		if (!(question instanceof MethodCall call)) {
			return Optional.empty();
		}
		for (DegradeMethod each : this.methods) {
			if (each.accepts(fall)) {
				Object answer = invoke(each, call, fall);
				return Optional
					.of(new Answer((answer instanceof CompletionStage<?> later) ? orFailed(later, fall) : answer));
			}
		}
		return Optional.empty();
	}

	/** An answer that fails to come leaves the caller with what brought the call here. */
	private static <T> CompletionStage<T> orFailed(CompletionStage<T> later, Fall fall) {
		return later.exceptionallyCompose((thrown) -> {
			Throwable exhausted = fall.exhausted();
			Throwable original = (exhausted != null) ? exhausted : fall.cause();
			original.addSuppressed(thrown);
			return CompletableFuture.failedStage(original);
		});
	}

	private static @Nullable Object invoke(DegradeMethod method, MethodCall call, Fall fall) throws Exception {
		try {
			Object returned = method.invoke(call.self(), call.arguments(), fall);
			return call.degraded(returned);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("A degrade method threw what is neither exception nor error", ex);
		}
	}

}
