package dev.understudy.health;

/**
 * All rules for the health of a model.
 *
 * @param failure when it counts as failing
 * @param cooldown how long it then stands down
 * @param trial how it proves itself afterwards
 * @param standby how long it stands down for what its provider said
 * @param score how latency and reliability make one number
 */
public record HealthRules(FailureRules failure, CooldownRules cooldown, TrialRules trial, StandbyTimes standby,
		ScoreRules score) {

	/** The defaults of every part. */
	public static final HealthRules DEFAULT = new HealthRules(FailureRules.DEFAULT, CooldownRules.DEFAULT,
			TrialRules.DEFAULT, StandbyTimes.DEFAULT, ScoreRules.DEFAULT);

	public HealthRules withFailure(FailureRules rules) {
		return new HealthRules(rules, this.cooldown, this.trial, this.standby, this.score);
	}

	public HealthRules withCooldown(CooldownRules rules) {
		return new HealthRules(this.failure, rules, this.trial, this.standby, this.score);
	}

	public HealthRules withTrial(TrialRules rules) {
		return new HealthRules(this.failure, this.cooldown, rules, this.standby, this.score);
	}

	public HealthRules withStandby(StandbyTimes times) {
		return new HealthRules(this.failure, this.cooldown, this.trial, times, this.score);
	}

	public HealthRules withScore(ScoreRules rules) {
		return new HealthRules(this.failure, this.cooldown, this.trial, this.standby, rules);
	}

}
