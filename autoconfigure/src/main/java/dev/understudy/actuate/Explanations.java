package dev.understudy.actuate;

import java.util.Optional;
import java.util.stream.Stream;

import dev.understudy.ChainExplanation;
import dev.understudy.ModelRegistry;
import dev.understudy.RoutingStatistics;
import dev.understudy.UnknownNameException;
import dev.understudy.routing.Repertoire;

/**
 * Dry runs through every configured chain.
 */
final class Explanations {

	private Explanations() {
	}

	/** In the order of configuration. A chain that a refresh takes away is left out. */
	static Stream<ChainExplanation> all(ModelRegistry registry, RoutingStatistics statistics) {
		return statistics.chains()
			.keySet()
			.stream()
			.filter((name) -> !name.equals(Repertoire.AD_HOC))
			.flatMap((name) -> find(registry, name).stream());
	}

	private static Optional<ChainExplanation> find(ModelRegistry registry, String chain) {
		try {
			return Optional.of(registry.explain(chain));
		}
		catch (UnknownNameException ex) {
			return Optional.empty();
		}
	}

}
