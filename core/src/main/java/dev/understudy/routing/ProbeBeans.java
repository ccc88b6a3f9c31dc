package dev.understudy.routing;

import java.util.List;
import java.util.Optional;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the probe of a model: the first that supports it. One that throws over that is
 * passed over.
 */
final class ProbeBeans {

	private static final Logger logger = LoggerFactory.getLogger(HealthProbe.class);

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Health probe", "it is passed over for such models");

	private final List<HealthProbe> probes;

	ProbeBeans(List<HealthProbe> probes) {
		this.probes = List.copyOf(probes);
	}

	Optional<HealthProbe> of(Model model) {
		return this.probes.stream().filter((probe) -> supports(probe, model)).findFirst();
	}

	private boolean supports(HealthProbe probe, Model model) {
		try {
			return probe.supports(model);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			this.throwsSeen.report(probe, ex);
			return false;
		}
	}

}
