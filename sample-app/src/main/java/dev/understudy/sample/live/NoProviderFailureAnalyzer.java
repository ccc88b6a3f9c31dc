package dev.understudy.sample.live;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do when there is no key.
 */
final class NoProviderFailureAnalyzer extends AbstractFailureAnalyzer<NoProviderException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoProviderException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set at least one of them, or start without the profile 'live' to see simulated models.", cause);
	}

}
