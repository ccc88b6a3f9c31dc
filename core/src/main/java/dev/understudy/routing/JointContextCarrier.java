package dev.understudy.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Carries what each of several carriers carries.
 */
final class JointContextCarrier implements ContextCarrier {

	private final List<ContextCarrier> carriers;

	JointContextCarrier(List<ContextCarrier> carriers) {
		this.carriers = List.copyOf(carriers);
	}

	@Override
	public Luggage pack() {
		List<Luggage> all = this.carriers.stream().map(ContextCarrier::pack).toList();
		return () -> {
			List<Runnable> undo = new ArrayList<>();
			all.forEach((luggage) -> undo.add(luggage.unpack()));
			Collections.reverse(undo);
			return () -> undo.forEach(Runnable::run);
		};
	}

	@Override
	public boolean rooted() {
		return this.carriers.stream().anyMatch(ContextCarrier::rooted);
	}

}
