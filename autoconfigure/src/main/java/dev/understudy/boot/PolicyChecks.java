package dev.understudy.boot;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

import dev.understudy.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * Checks what chains may set for themselves.
 */
final class PolicyChecks {

	private final Findings findings;

	private final Collection<String> strategies;

	PolicyChecks(Findings findings, Collection<String> strategies) {
		this.findings = findings;
		this.strategies = strategies;
	}

	void check(Where where, PolicyProperties policy) {
		strategy(where.child("strategy"), policy.strategy());
		this.findings.notNegative(where.child("timeout"), policy.timeout());
		this.findings.notNegative(where.child("deadline"), policy.deadline());
		timeoutWithinDeadline(where, policy.timeout(), policy.deadline());
		retry(where.child("retry"), policy.retry());
		Where stream = where.child("stream");
		this.findings.notNegative(stream.child("first-token-timeout"), policy.stream().firstTokenTimeout());
		this.findings.notNegative(stream.child("idle-timeout"), policy.stream().idleTimeout());
	}

	void retry(Where where, RetryProperties retry) {
		this.findings.atLeastOne(where.child("max-attempts"), retry.maxAttempts());
		this.findings.notNegative(where.child("backoff"), retry.backoff());
		this.findings.atLeastOne(where.child("multiplier"), retry.multiplier());
		this.findings.notNegative(where.child("max-backoff"), retry.maxBackoff());
		this.findings.share(where.child("jitter"), retry.jitter());
		this.findings.notNegative(where.child("max-wait"), retry.maxWait());
	}

	private void strategy(Where where, @Nullable String strategy) {
		if (strategy != null && !this.strategies.contains(strategy)) {
			Optional<String> near = NearestName.to(strategy, this.strategies);
			this.findings.add(where,
					"strategy '" + strategy + "' is neither built in nor a bean "
							+ Findings.alternatives(this.strategies),
					near.map((meant) -> "write '" + meant + "'").orElse("name one of them")
							+ ", or define a SelectionStrategy bean named '" + strategy + "'");
		}
	}

	private void timeoutWithinDeadline(Where where, @Nullable Duration timeout, @Nullable Duration deadline) {
		if (timeout != null && deadline != null && !deadline.isZero() && !deadline.isNegative()
				&& timeout.compareTo(deadline) > 0) {
			this.findings.refuse(where.child("timeout"), Lengths.text(timeout),
					"must not be longer than the deadline of '" + Lengths.text(deadline) + "'",
					"give '" + Lengths.text(deadline) + "' or less, or a longer deadline");
		}
	}

}
