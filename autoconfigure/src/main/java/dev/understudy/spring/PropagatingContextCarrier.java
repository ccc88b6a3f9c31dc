package dev.understudy.spring;

import dev.understudy.routing.ContextCarrier;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Carries everything that Micrometer's context propagation knows of, for example the
 * current observation.
 */
final class PropagatingContextCarrier implements ContextCarrier {

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	@Override
	public Luggage pack() {
		ContextSnapshot snapshot = this.snapshots.captureAll();
		return () -> snapshot.setThreadLocals()::close;
	}

}
