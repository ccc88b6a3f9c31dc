package dev.understudy.boot;

import dev.understudy.boot.HealthProperties.Probe;
import dev.understudy.health.CooldownRules;
import dev.understudy.health.FailureRules;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ScoreRules;
import dev.understudy.health.StandbyTimes;
import dev.understudy.health.TrialRules;
import dev.understudy.routing.ProbeSettings;

/**
 * Lays the health properties that are written over the rules that hold without them, key
 * by key.
 */
final class HealthLayers {

	private HealthLayers() {
	}

	static HealthRules lay(HealthProperties written, HealthRules below) {
		return new HealthRules(failure(written, below.failure()), cooldown(written, below.cooldown()),
				new TrialRules(Given.or(written.trialCalls(), below.trial().calls()),
						Given.or(written.closeAfter(), below.trial().closeAfter())),
				standby(written, below.standby()), score(written.score(), below.score()));
	}

	static ProbeSettings probe(Probe written, ProbeSettings below) {
		Probe.Only only = written.only();
		return new ProbeSettings(Given.or(written.enabled(), below.enabled()),
				Given.or(written.interval(), below.interval()),
				(written.timeout() != null) ? written.timeout() : below.timeout(),
				(only != null) ? scope(only) : below.scope());
	}

	/** Whether a model stands down with those that share its client. */
	static boolean providerWide(HealthProperties written, boolean below) {
		return Given.or(written.providerWide(), below);
	}

	private static ProbeSettings.Scope scope(Probe.Only only) {
		return switch (only) {
			case STANDBY -> ProbeSettings.Scope.STANDBY;
			case ALL -> ProbeSettings.Scope.ALL;
		};
	}

	static CooldownRules cooldown(HealthProperties written, CooldownRules below) {
		return new CooldownRules(Given.or(written.cooldown(), below.first()),
				Given.or(written.maxCooldown(), below.max()));
	}

	private static FailureRules failure(HealthProperties written, FailureRules below) {
		return new FailureRules(Given.or(written.window(), below.window()),
				Given.or(written.minimumCalls(), below.minimumCalls()),
				Given.or(written.skipBelow(), below.skipBelow()),
				Given.or(written.consecutiveFailures(), below.consecutiveFailures()),
				Given.or(written.slowCall().longerThan(), below.slowerThan()),
				Given.or(written.slowCall().rate(), below.slowRate()));
	}

	private static StandbyTimes standby(HealthProperties written, StandbyTimes below) {
		return new StandbyTimes(Given.or(written.unavailableFor(), below.unavailable()),
				Given.or(written.rateLimitedFor(), below.rateLimited()),
				Given.or(written.quotaExhaustedFor(), below.quotaExhausted()),
				Given.or(written.authFailedFor(), below.authFailed()),
				Given.or(written.modelNotFoundFor(), below.modelNotFound()));
	}

	private static ScoreRules score(HealthProperties.Score written, ScoreRules below) {
		return new ScoreRules(Given.or(written.latencyWeight(), below.latencyWeight()),
				Given.or(written.reliabilityWeight(), below.reliabilityWeight()),
				Given.or(written.latencyCeiling(), below.latencyCeiling()));
	}

}
