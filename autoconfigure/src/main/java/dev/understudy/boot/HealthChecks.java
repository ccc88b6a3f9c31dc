package dev.understudy.boot;

import java.time.Duration;

import dev.understudy.health.CooldownRules;
import dev.understudy.health.ScoreRules;
import org.jspecify.annotations.Nullable;

/**
 * Checks health rules: each value alone, and those that must fit one another together
 * with the layer below.
 */
final class HealthChecks {

	private final Findings findings;

	private final HealthProperties below;

	/**
	 * Checks against a layer that holds where nothing is written.
	 * @param below what is written for every model
	 */
	HealthChecks(Findings findings, HealthProperties below) {
		this.findings = findings;
		this.below = below;
	}

	void check(Where where, HealthProperties health) {
		lengths(where, health);
		this.findings.atLeastOne(where.child("minimum-calls"), health.minimumCalls());
		this.findings.share(where.child("skip-below"), health.skipBelow());
		this.findings.atLeastOne(where.child("consecutive-failures"), health.consecutiveFailures());
		this.findings.notNegative(where.child("slow-call").child("longer-than"), health.slowCall().longerThan());
		this.findings.share(where.child("slow-call").child("rate"), health.slowCall().rate());
		this.findings.atLeastOne(where.child("trial-calls"), health.trialCalls());
		this.findings.atLeastOne(where.child("close-after"), health.closeAfter());
		probe(where.child("probe"), health.probe());
		cooldowns(where, health);
		score(where.child("score"), health.score());
	}

	private void probe(Where where, HealthProperties.Probe probe) {
		this.findings.positive(where.child("interval"), probe.interval());
		this.findings.positive(where.child("timeout"), probe.timeout());
		String prompt = probe.prompt();
		if (prompt != null && prompt.isBlank()) {
			this.findings.refuse(where.child("prompt"), prompt, "must not be blank", "give a short question");
		}
	}

	private void lengths(Where where, HealthProperties health) {
		this.findings.positive(where.child("window"), health.window());
		this.findings.positive(where.child("unavailable-for"), health.unavailableFor());
		this.findings.positive(where.child("rate-limited-for"), health.rateLimitedFor());
		this.findings.positive(where.child("quota-exhausted-for"), health.quotaExhaustedFor());
		this.findings.positive(where.child("auth-failed-for"), health.authFailedFor());
		this.findings.positive(where.child("model-not-found-for"), health.modelNotFoundFor());
	}

	private void cooldowns(Where where, HealthProperties health) {
		Duration writtenMax = health.maxCooldown();
		this.findings.positive(where.child("cooldown"), health.cooldown());
		this.findings.positive(where.child("max-cooldown"), writtenMax);
		if (!positive(health.cooldown()) && !positive(writtenMax)) {
			return;
		}
		Duration first = layered(health.cooldown(), this.below.cooldown(), CooldownRules.DEFAULT.first());
		Duration max = layered(writtenMax, this.below.maxCooldown(), CooldownRules.DEFAULT.max());
		if (max.compareTo(first) >= 0) {
			return;
		}
		if (writtenMax != null) {
			this.findings.refuse(where.child("max-cooldown"), Lengths.text(max),
					"must not be shorter than the cooldown of '" + Lengths.text(first) + "'",
					"give '" + Lengths.text(first) + "' or more, or a shorter cooldown");
		}
		else {
			this.findings.refuse(where.child("cooldown"), Lengths.text(first),
					"must not be longer than the max-cooldown of '" + Lengths.text(max) + "'",
					"give '" + Lengths.text(max) + "' or less, or set '" + where.child("max-cooldown") + "' too");
		}
	}

	private void score(Where where, HealthProperties.Score score) {
		this.findings.share(where.child("latency-weight"), score.latencyWeight());
		this.findings.share(where.child("reliability-weight"), score.reliabilityWeight());
		this.findings.positive(where.child("latency-ceiling"), score.latencyCeiling());
		double latency = layered(score.latencyWeight(), this.below.score().latencyWeight(),
				ScoreRules.DEFAULT.latencyWeight());
		double reliability = layered(score.reliabilityWeight(), this.below.score().reliabilityWeight(),
				ScoreRules.DEFAULT.reliabilityWeight());
		boolean written = score.latencyWeight() != null || score.reliabilityWeight() != null;
		if (written && latency == 0 && reliability == 0) {
			this.findings.add(where, "both weights are '0', one must be greater than zero",
					"give one of 'latency-weight' and 'reliability-weight' a number up to 1");
		}
	}

	private static boolean positive(@Nullable Duration value) {
		return value != null && !value.isNegative() && !value.isZero();
	}

	private static <T> T layered(@Nullable T written, @Nullable T below, T otherwise) {
		return Given.or(written, Given.or(below, otherwise));
	}

}
