package dev.understudy.sample.web;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Reads what a model's client has thrown, as a chain does: a failure that does not fall
 * back reaches the caller as it is.
 *
 * @param classifier has an answer to everything
 */
public record ClientFailures(FailureClassifier classifier) {

	/**
	 * Asks the application's classifiers first.
	 * @param own the application's classifiers
	 * @return what reads failures
	 */
	public static ClientFailures with(ObjectProvider<FailureClassifier> own) {
		FailureClassifier standard = FailureClassifier.standard(Clock.systemUTC(), ClientTrust.EVERYTHING);
		List<FailureClassifier> all = Stream.concat(own.orderedStream(), Stream.of(standard)).toList();
		return new ClientFailures(FailureClassifier.inOrder(all));
	}

	/**
	 * Says what a throwable means.
	 * @param thrown the throwable
	 * @return the failure
	 */
	public Failure read(Throwable thrown) {
		return this.classifier.classify(thrown).orElseThrow();
	}

}
