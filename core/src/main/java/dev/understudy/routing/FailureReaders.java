package dev.understudy.routing;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;

/**
 * Reads what a model call threw: the application's classifiers first, then the standard
 * one, by how much the call's exceptions are trusted to be a client's.
 */
final class FailureReaders {

	private final FailureClassifier added;

	private final FailureClassifier usual;

	private final FailureClassifier trusting;

	FailureReaders(List<FailureClassifier> added, Clock clock) {
		this.added = FailureClassifier.inOrder(List.copyOf(added));
		this.usual = FailureClassifier.standard(clock, ClientTrust.KNOWN_CLIENTS);
		this.trusting = FailureClassifier.standard(clock, ClientTrust.EVERYTHING);
	}

	Failure read(Throwable thrown, ClientTrust trust) {
		FailureClassifier standard = (trust == ClientTrust.EVERYTHING) ? this.trusting : this.usual;
		Optional<Failure> failure = this.added.classify(thrown);
		return failure.isPresent() ? failure.get() : standard.classify(thrown).orElseThrow();
	}

}
