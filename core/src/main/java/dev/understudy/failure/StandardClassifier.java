package dev.understudy.failure;

import java.time.Clock;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Reads a failure from types, status codes, error codes and headers, and from text at
 * last.
 */
final class StandardClassifier implements FailureClassifier {

	private final Clock clock;

	private final ClientTrust trust;

	StandardClassifier(Clock clock, ClientTrust trust) {
		this.clock = clock;
		this.trust = trust;
	}

	@Override
	public Optional<Failure> classify(Throwable thrown) {
		CauseChain chain = CauseChain.of(thrown);
		Evidence evidence = told(chain);
		if (evidence == null) {
			evidence = hinted(chain);
		}
		Throwable failure = chain.thrown();
		return Optional.of((evidence != null) ? evidence.failure(failure) : Failure.of(FailureKind.UNKNOWN, failure));
	}

	// a client speaks in what it throws and in what lies beneath
	private @Nullable Evidence told(CauseChain chain) {
		boolean trusted = this.trust == ClientTrust.EVERYTHING;
		Evidence best = null;
		for (CauseChain link = chain; link != null; link = link.next()) {
			ThrowableType type = ThrowableType.of(link.thrown());
			trusted = trusted || type.client();
			best = Evidence.best(best, type.read(link.thrown(), trusted, this.clock));
		}
		return best;
	}

	private static @Nullable Evidence hinted(CauseChain chain) {
		Evidence hint = null;
		for (CauseChain link = chain; link != null && hint == null; link = link.next()) {
			hint = TextFailures.read(link.thrown());
		}
		return hint;
	}

}
