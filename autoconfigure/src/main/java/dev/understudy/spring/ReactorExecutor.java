package dev.understudy.spring;

import dev.understudy.Model;
import dev.understudy.Routed;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.reactive.ReactiveCalls;
import dev.understudy.routing.CallSpec;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Takes calls of methods that return {@code Mono} or {@code Flux} through their chains.
 */
final class ReactorExecutor implements ReactiveExecutor {

	private final ReactiveCalls calls;

	ReactorExecutor(ReactiveCalls calls) {
		this.calls = calls;
	}

	@Override
	public Object mono(MethodPlan plan, MethodCall call, CallSpec spec) {
		return this.calls.mono(spec, call, (model) -> unwrapped(call, model))
			.flatMap((answer) -> later(answer, call))
			.mapNotNull((answer) -> FallbackExecutor.delivered(answer, plan, call));
	}

	@Override
	public Object flux(MethodPlan plan, MethodCall call, CallSpec spec) {
		return this.calls.<Object>flux(spec, call, (model) -> publisher(call, model));
	}

	private static Mono<Object> unwrapped(MethodCall call, Model model) throws Exception {
		Object returned = call.call(model);
		if (!(returned instanceof Mono<?> mono)) {
			throw new InvalidResponseException("Method '" + call.subject() + "' returned no Mono");
		}
		return mono.mapNotNull(call::unwrapped);
	}

	private static Publisher<?> publisher(MethodCall call, Model model) throws Exception {
		Object returned = call.call(model);
		if (!(returned instanceof Publisher<?> publisher)) {
			throw new InvalidResponseException("Method '" + call.subject() + "' returned no publisher");
		}
		return publisher;
	}

	/** A degrade method of a {@code Mono} may answer later, too. */
	private static Mono<Routed<@Nullable Object>> later(Routed<@Nullable Object> answer, MethodCall call) {
		if (answer.degraded() && answer.value() instanceof Mono<?> mono) {
			return mono.mapNotNull(call::unwrapped).map((value) -> FallbackExecutor.withValue(answer, value));
		}
		return Mono.just(answer);
	}

}
