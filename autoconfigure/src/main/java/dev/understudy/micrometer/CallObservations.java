package dev.understudy.micrometer;

import java.util.function.UnaryOperator;

import dev.understudy.routing.CallObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of each call, of which the clients' own observations become a
 * part. Its attempts are events.
 * <p>
 * Names, keys, events and errors are names of chains and models, and constants: never a
 * prompt, an answer, a message or a key. {@link CallObservationDocumentation} tells all.
 */
public final class CallObservations implements CallObserver {

	private static final CallObservationConvention DEFAULT = new DefaultCallObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable CallObservationConvention convention;

	/**
	 * Observations in a registry.
	 * @param registry where the observations are made; while it has no handlers there are
	 * none
	 * @param convention how they are named, {@code null} for the registry's convention or
	 * else the default one
	 */
	public CallObservations(ObservationRegistry registry, @Nullable CallObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public boolean observes() {
		return !this.registry.isNoop();
	}

	/** What Reactor's context holds goes before the thread's own. */
	@Override
	public @Nullable Object parent(UnaryOperator<@Nullable Object> context) {
		return (context.apply(ObservationThreadLocalAccessor.KEY) instanceof Observation given) ? given
				: this.registry.getCurrentObservation();
	}

	@Override
	public @Nullable Observed begin(String chain, @Nullable Object parent) {
		CallObservationContext context = new CallObservationContext(chain);
		Observation observation = Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.registry);
		if (observation.isNoop()) {
			return null;
		}
		observation.parentObservation((Observation) parent);
		observation.start();
		return new CallObservation(observation, context, this.registry);
	}

}
