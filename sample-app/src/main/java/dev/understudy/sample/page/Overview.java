package dev.understudy.sample.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows of models and chains. Lengths are milliseconds.
 *
 * @param now the time of all this
 * @param defaultChain the chain to begin with
 * @param models models in the order of configuration
 * @param chains the chains that one can chat on
 */
record Overview(Instant now, String defaultChain, List<Card> models, List<Order> chains) {

	/**
	 * What is known of a model.
	 *
	 * @param id our id
	 * @param provider who runs it
	 * @param name what the provider calls it
	 * @param state what may be done with it
	 * @param standbys the reasons why it is out
	 * @param calls calls in the window
	 * @param successRate 0 to 1
	 * @param score 0 to 1
	 * @param p50 median latency
	 * @param p95 95th percentile of the latency
	 * @param latencies the latest latencies, oldest first
	 * @param requests attempts so far
	 * @param tokens tokens so far
	 * @param cost USD so far
	 * @param limits the limits that are set
	 * @param fault what is wrong with the simulated provider, {@code null} for a real one
	 * @param faults what may be wrong with it
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Card(String id, String provider, String name, ModelState state, List<Out> standbys, long calls,
			double successRate, double score, long p50, long p95, List<Long> latencies, long requests, long tokens,
			double cost, List<Limit> limits, @Nullable String fault, List<String> faults) {

	}

	/**
	 * Why a model is out.
	 *
	 * @param reason the reason
	 * @param since when it began
	 * @param until when it ends, {@code null} when only somebody's hand ends it
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Out(StandbyReason reason, Instant since, @Nullable Instant until) {

	}

	/**
	 * A limit of a model.
	 *
	 * @param of {@code requests}, {@code tokens} or {@code budget}
	 * @param used how much of it is used
	 * @param max the limit
	 * @param per its period
	 */
	record Limit(String of, double used, double max, String per) {

	}

	/**
	 * Who would be tried now.
	 *
	 * @param name the chain's name
	 * @param strategy what orders its models
	 * @param order ids of the models that would be tried
	 * @param skipped ids of the others, with the reasons
	 * @param calls calls since the start
	 * @param answered those that the first choice answered
	 * @param fellBack those that another model answered
	 * @param degraded those that a rung answered
	 * @param failed those that nobody answered
	 */
	record Order(String name, String strategy, List<String> order, Map<String, Set<String>> skipped, long calls,
			long answered, long fellBack, long degraded, long failed) {

	}

}
