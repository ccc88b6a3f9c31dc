package dev.understudy.failure;

import java.time.Clock;
import java.util.List;
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
		List<Throwable> chain = CauseChain.of(thrown);
		Throwable failure = chain.get(0);
		Evidence evidence = told(chain);
		if (evidence == null) {
			evidence = hinted(chain);
		}
		return Optional.of((evidence != null) ? evidence.failure(failure) : Failure.of(FailureKind.UNKNOWN, failure));
	}

	// a client speaks in what it throws and in what lies beneath
	private @Nullable Evidence told(List<Throwable> chain) {
		boolean trusted = this.trust == ClientTrust.EVERYTHING;
		Evidence best = null;
		for (Throwable link : chain) {
			ThrowableType type = ThrowableType.of(link);
			trusted = trusted || type.client();
			best = Evidence.best(best, type.read(link, trusted, this.clock));
		}
		return best;
	}

	private @Nullable Evidence hinted(List<Throwable> chain) {
		for (Throwable link : chain) {
			Evidence evidence = TextFailures.read(link);
			if (evidence != null) {
				return evidence;
			}
		}
		return null;
	}

}
