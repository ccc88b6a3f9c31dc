package dev.understudy.failure;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tells what kind of failure a throwable is. Called on any thread, for every failed
 * attempt.
 */
@FunctionalInterface
public interface FailureClassifier {

	/**
	 * Returns what the throwable means; empty when this classifier does not know, and the
	 * next one is to be asked.
	 */
	Optional<Failure> classify(Throwable thrown);

	/**
	 * Returns a classifier that gives the first answer of the given ones. They see the
	 * failure itself, without the execution, completion, reflection and reactive wrappers
	 * around it. One that throws is passed over, with one warning for its class.
	 */
	static FailureClassifier inOrder(List<FailureClassifier> classifiers) {
		return new ClassifiersInOrder(classifiers);
	}

	/**
	 * Returns the classifier that always has an answer, and takes known client libraries
	 * for a model's client.
	 */
	static FailureClassifier standard(Clock clock) {
		return standard(clock, ClientTrust.KNOWN_CLIENTS);
	}

	/**
	 * Returns the classifier that always has an answer.
	 * @param clock what the dates in a provider's answer are compared with
	 * @param trust which throwables come from a model's client
	 */
	static FailureClassifier standard(Clock clock, ClientTrust trust) {
		return new StandardClassifier(clock, trust);
	}

}
