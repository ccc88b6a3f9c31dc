package dev.understudy.selection;

import dev.understudy.Model;

/**
 * The models among which a strategy chooses, by index in the order of configuration. A
 * view that is valid during one choice only; reading it allocates nothing.
 */
public interface Candidates {

	/**
	 * How many models the chain has, those included that are not to be chosen.
	 * @return the number of indexes
	 */
	int size();

	/**
	 * Whether the model was neither tried nor passed over yet and can serve this call. It
	 * may be on standby: when a strategy chooses such a model, it is passed over, and the
	 * strategy is asked again.
	 * @param index the model's index
	 * @return {@code true} when it may be chosen
	 */
	boolean remaining(int index);

	/**
	 * Whether the model should be chosen: it remains and, once a model has been passed
	 * over, it may also be used now. Strategies that compare models look only at open
	 * ones, so that many models on standby cost one look each.
	 * @param index the model's index
	 * @return {@code true} when it should be chosen
	 */
	boolean open(int index);

	/**
	 * The lowest index that remains.
	 * @return the index, or -1 when none remains
	 */
	int first();

	/**
	 * The model itself.
	 * @param index the model's index
	 * @return the model
	 */
	Model model(int index);

	/**
	 * The model's weight in the chain.
	 * @param index the model's index
	 * @return zero or more
	 */
	double weight(int index);

	/**
	 * The model's health score.
	 * @param index the model's index
	 * @return 0 to 1
	 */
	double score(int index);

	/**
	 * The success rate that was observed.
	 * @param index the model's index
	 * @return 0 to 1, 1 without calls
	 */
	double successRate(int index);

	/**
	 * The mean latency that was observed.
	 * @param index the model's index
	 * @return nanoseconds, 0 while there is no measurement
	 */
	long latency(int index);

	/**
	 * The attempts of the model that are running, over all chains.
	 * @param index the model's index
	 * @return the number of attempts
	 */
	long running(int index);

	/**
	 * The number of this call among the calls of its chain. Stays the same for all
	 * choices of a call.
	 * @return a number that grows by one with each call
	 */
	long turn();

	/**
	 * A random number, a new one each time.
	 * @return 0 (inclusive) to 1 (exclusive)
	 */
	double draw();

	/**
	 * The hash of the call's key.
	 * @return the hash, 0 without a key
	 */
	int keyHash();

}
