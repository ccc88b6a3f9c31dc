package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.understudy.Model;
import dev.understudy.ModelCallException;
import dev.understudy.Routed;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Takes calls of annotated methods through their chains, whatever they return.
 */
final class FallbackExecutor {

	private final Understudy understudy;

	private final @Nullable ReactiveExecutor reactive;

	FallbackExecutor(Understudy understudy, @Nullable ReactiveExecutor reactive) {
		this.understudy = understudy;
		this.reactive = reactive;
	}

	@Nullable Object execute(MethodCall call) throws Throwable {
		MethodPlan plan = call.plan();
		CallSpec spec = plan.spec(call);
		if (plan.bare()) {
			try {
				return this.understudy.syncCalls().call(spec, call, call);
			}
			catch (InterruptedException ex) {
				throw declared(plan.method(), ex);
			}
		}
		return switch (plan.shape().delivery()) {
			case PLAIN -> plain(plan, call, spec);
			case STAGE -> stage(plan, call, spec);
			case MONO -> reactive(plan).mono(plan, call, spec);
			case FLUX -> reactive(plan).flux(plan, call, spec);
		};
	}

	private @Nullable Object plain(MethodPlan plan, MethodCall call, CallSpec spec) throws Exception {
		try {
			if (plan.shape().routed()) {
				return wrapped(this.understudy.syncCalls().route(spec, call, call), call);
			}
			return call.wrapped(this.understudy.syncCalls().call(spec, call, call));
		}
		catch (InterruptedException ex) {
			throw declared(plan.method(), ex);
		}
	}

	@SuppressWarnings("NullAway") // the answer's type is nullable
	private CompletableFuture<@Nullable Object> stage(MethodPlan plan, MethodCall call, CallSpec spec) {
		CompletableFuture<Routed<@Nullable Object>> routed = this.understudy.asyncCalls()
			.route(spec, call, (model) -> stage(call, model));
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		routed.whenComplete((answer, thrown) -> {
			if (thrown != null) {
				result.completeExceptionally(thrown);
			}
			else {
				complete(result, answer, plan, call);
			}
		});
		result.whenComplete((value, thrown) -> {
			if (result.isCancelled()) {
				routed.cancel(true);
			}
		});
		return result;
	}

	/** A degrade method of an asynchronous method may answer later, too. */
	@SuppressWarnings("NullAway") // the answer's type is nullable
	private static void complete(CompletableFuture<@Nullable Object> result, Routed<@Nullable Object> answer,
			MethodPlan plan, MethodCall call) {
		if (answer.degraded() && answer.value() instanceof CompletionStage<?> later) {
			later.whenComplete((value, thrown) -> {
				if (thrown != null) {
					result.completeExceptionally((thrown instanceof CompletionException && thrown.getCause() != null)
							? thrown.getCause() : thrown);
				}
				else {
					result.complete(delivered(withValue(answer, call.degraded(value)), plan, call));
				}
			});
		}
		else {
			result.complete(delivered(answer, plan, call));
		}
	}

	static @Nullable Object delivered(Routed<@Nullable Object> answer, MethodPlan plan, MethodCall call) {
		return plan.shape().routed() ? wrapped(answer, call) : call.wrapped(answer.value());
	}

	private static Routed<@Nullable Object> wrapped(Routed<@Nullable Object> answer, MethodCall call) {
		return withValue(answer, call.wrapped(answer.value()));
	}

	@SuppressWarnings("NullAway") // the answer's type is nullable
	static Routed<@Nullable Object> withValue(Routed<@Nullable Object> answer, @Nullable Object value) {
		return (value == answer.value()) ? answer : new Routed<>(value, answer.chain(), answer.model(),
				answer.degradation(), answer.attempts(), answer.skipped());
	}

	private static CompletionStage<@Nullable Object> stage(MethodCall call, Model model) throws Exception {
		Object returned = call.call(model);
		if (!(returned instanceof CompletionStage<?> stage)) {
			throw new InvalidResponseException("Method '" + call.subject() + "' returned no stage");
		}
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		stage.whenComplete((value, thrown) -> {
			if (thrown != null) {
				answer.completeExceptionally(thrown);
			}
			else {
				unwrap(answer, call, value);
			}
		});
		answer.whenComplete((value, thrown) -> {
			if (answer.isCancelled()) {
				cancel(stage);
			}
		});
		return answer;
	}

	private static void unwrap(CompletableFuture<@Nullable Object> answer, MethodCall call, @Nullable Object value) {
		try {
			answer.complete(call.unwrapped(value));
		}
		catch (RuntimeException ex) {
			answer.completeExceptionally(ex);
		}
	}

	private static void cancel(CompletionStage<?> stage) {
		try {
			stage.toCompletableFuture().cancel(true);
		}
		catch (UnsupportedOperationException ex) {
			// A stage that cannot be cancelled runs on, and nobody hears of it.
		}
	}

	private ReactiveExecutor reactive(MethodPlan plan) {
		if (this.reactive == null) {
			throw new IllegalStateException(
					"Method '" + plan.subject() + "' returns a reactive type, but Reactor is missing");
		}
		return this.reactive;
	}

	/** The engine has seen to the flag of an interrupted caller. */
	private static Exception declared(Method method, InterruptedException ex) {
		return ReflectionUtils.declaresException(method, InterruptedException.class) ? ex : new ModelCallException(ex);
	}

}
