package dev.understudy.micrometer;

import java.util.Map;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import dev.understudy.micrometer.CallObservationDocumentation.Events;
import dev.understudy.routing.CallObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * One call as an observation. Leaves each thread as it was even when a handler throws.
 */
final class CallObservation implements CallObserver.Observed {

	private static final String SUCCESS = "success";

	private final Observation observation;

	private final CallObservationContext context;

	private final ObservationRegistry registry;

	CallObservation(Observation observation, CallObservationContext context, ObservationRegistry registry) {
		this.observation = observation;
		this.context = context;
		this.registry = registry;
	}

	@Override
	public Runnable open() {
		Observation.Scope before = this.registry.getCurrentObservationScope();
		try {
			Observation.Scope scope = this.observation.openScope();
			return () -> close(scope, before);
		}
		catch (RuntimeException | Error ex) {
			this.registry.setCurrentObservationScope(before);
			throw ex;
		}
	}

	@Override
	public Map<Object, Object> context() {
		return Map.of(ObservationThreadLocalAccessor.KEY, this.observation);
	}

	@Override
	public void attempted(Model model, @Nullable FailureKind failure) {
		this.context.attempted();
		String result = (failure != null) ? failure.tag() : SUCCESS;
		this.observation.event(Observation.Event.of(Events.ATTEMPT.getName(), model.id() + " " + result));
	}

	@Override
	public void ended(Outcome outcome, @Nullable Model model, @Nullable FailureKind failure) {
		this.context.ended(outcome, model, failure);
		try {
			if (outcome == Outcome.FAILED) {
				this.observation.error(new CallFailedException((failure != null) ? failure : FailureKind.UNKNOWN));
			}
		}
		finally {
			this.observation.stop();
		}
	}

	private void close(Observation.Scope scope, Observation.@Nullable Scope before) {
		try {
			scope.close();
		}
		finally {
			this.registry.setCurrentObservationScope(before);
		}
	}

}
