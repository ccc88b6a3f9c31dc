package dev.understudy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the models, and the switches. Thread-safe. An unknown id or name
 * creates nothing: every method throws {@link UnknownNameException}, which lists the
 * known ones.
 */
public interface ModelRegistry {

	/**
	 * What is known of every model, in the order of configuration.
	 * @return one status a model
	 */
	List<ModelStatus> statuses();

	/**
	 * What is known of one model.
	 * @param modelId the model's id
	 * @return its status now
	 */
	ModelStatus status(String modelId);

	/**
	 * The models of a chain that may be used now, in the order in which a call would try
	 * them.
	 * @param chain the chain's name
	 * @return the models, empty when none may be used
	 */
	List<Model> available(String chain);

	/**
	 * Probes the models of a chain in order and answers the first that works. A model
	 * that cannot be probed is taken for working when it is not on standby.
	 * @param chain the chain's name
	 * @param probeTimeout the bound of each probe, greater than zero
	 * @return the first working model, or empty
	 */
	Optional<Model> firstWorking(String chain, Duration probeTimeout);

	/**
	 * Takes a model out by hand, for the reason {@link StandbyReason#MANUAL}. A manual
	 * standby that is running is never shortened; a newer note replaces an older one.
	 * @param modelId the model's id
	 * @param duration how long, {@code null} until it is enabled or released
	 * @param note what others should know, blank for nothing; a state store keeps it as
	 * it is
	 */
	void disable(String modelId, @Nullable Duration duration, String note);

	/**
	 * Takes a manual standby back. All other reasons stand.
	 * @param modelId the model's id
	 */
	void release(String modelId);

	/**
	 * Lifts every reason but limits and maintenance, and takes the model out of trial.
	 * @param modelId the model's id
	 */
	void enable(String modelId);

	/**
	 * Probes a model now, also one that somebody took out, and waits for what comes of it
	 * for as long as probes of this model may take. A probe that is on its way is joined.
	 * Whoever is interrupted gets a result that failed as cancelled, which says nothing
	 * about the model.
	 * @param modelId the model's id
	 * @return what came of it
	 */
	ProbeResult probe(String modelId);

	/**
	 * Totals over all models.
	 * @return the totals now
	 */
	HealthSummary summary();

	/**
	 * A dry run: who would be tried, in which order, who not and why. Calls nobody and
	 * takes no place in a trial.
	 * @param chain the chain's name
	 * @return the explanation
	 */
	ChainExplanation explain(String chain);

	/**
	 * What happened since the start, by chain and model.
	 * @return the counts now
	 */
	RoutingStatistics statistics();

}
