package dev.understudy.health;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.Lease.Grade;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from a result for the state of a model, by the rules that are in
 * force. Changes nothing itself.
 */
final class HealthJudge {

	/** What a provider says for good, and not because it is in trouble itself. */
	private static final Set<StandbyReason> SAID = Set.of(StandbyReason.QUOTA_EXHAUSTED, StandbyReason.AUTH_FAILED,
			StandbyReason.MODEL_NOT_FOUND);

	/** What a provider says of whoever asks, whatever the model. */
	private static final Set<StandbyReason> OF_ACCOUNT = Set.of(StandbyReason.QUOTA_EXHAUSTED,
			StandbyReason.AUTH_FAILED);

	private final HealthRules rules;

	private final CallStatistics statistics;

	private final Ticker ticker;

	private final long slowAfter;

	HealthJudge(HealthRules rules, CallStatistics statistics, Ticker ticker) {
		this.rules = rules;
		this.statistics = statistics;
		this.ticker = ticker;
		this.slowAfter = rules.failure().slowAfter();
	}

	HealthRules rules() {
		return this.rules;
	}

	boolean slow(long nanos) {
		return nanos > this.slowAfter;
	}

	HealthSnapshot afterSuccess(HealthSnapshot state, Lease lease, long now, boolean slow) {
		Trial trial = state.trial;
		if (!lease.decides(state, now)) {
			return state;
		}
		if (trial == null) {
			return slow ? afterSlowCall(state, now) : state;
		}
		Trial next = trial.succeeded(lease);
		return (next.successes() >= this.rules.trial().closeAfter()) ? state.closed(this.statistics) : state.with(next);
	}

	/** A failure with what its provider asks for by it. */
	Result result(Lease lease, Failure failure, ModelVerdict verdict, long now) {
		Hold said = verdict.standsDown() ? ProviderStandby.of(failure, this.rules)
			.map((standby) -> Hold.of(standby.reason(), this.ticker, now, standby.length(), null))
			.orElse(null) : null;
		return new Result(lease, failure, verdict, said, 0, false);
	}

	HealthSnapshot afterFailure(HealthSnapshot state, Result result, long now) {
		Lease lease = result.lease;
		boolean decides = lease.decides(state, now);
		if (lease.grade() == Grade.TRIAL && !decides) {
			return state;
		}
		HealthSnapshot next = state.without(lease);
		if (decides && result.verdict.counts()) {
			next = (state.trial != null) ? failing(state, state.trial.reason(), now) : afterCall(state, result, now);
		}
		Hold said = heeded(state, result);
		return (said != null) ? next.with(next.later(said)) : next;
	}

	/** What a failure says of all models that share a client, if it says it in time. */
	Optional<Hold> ofAccount(HealthSnapshot state, Result result, long now) {
		boolean late = result.lease.grade() == Grade.TRIAL && !result.lease.decides(state, now);
		return late ? Optional.empty() : ofAccount(heeded(state, result));
	}

	/** The same of a probe that failed. */
	Optional<Hold> ofAccountByProbe(HealthSnapshot state, Result result) {
		return ofAccount(heededOfProbe(state, result));
	}

	/** What follows from a reason that somebody else found. */
	HealthSnapshot standDown(HealthSnapshot state, Hold hold) {
		return adopt(state, state.later(hold));
	}

	/** What follows from a reason that was found before, or elsewhere. */
	HealthSnapshot adopt(HealthSnapshot state, Hold hold) {
		HealthSnapshot next = state.with(hold);
		StandbyReason reason = hold.standby().reason();
		if (next == state || !StandbyReason.FAILING.contains(reason)) {
			return next;
		}
		return next.with(
				(next.trial != null) ? next.trial.following(hold) : Trial.after(hold, this.rules.cooldown().after(0)));
	}

	/**
	 * What follows from a probe that got an answer: it is also a success of the trial in
	 * which it has a place, or that nothing but a failed probe keeps from going on.
	 */
	HealthSnapshot afterAnswer(HealthSnapshot state, Lease lease, long now) {
		Trial trial = state.trial;
		HealthSnapshot next = afterRefusal(state, lease);
		if (trial == null || !(lease.decides(state, now) || held(state, lease))) {
			return next;
		}
		Trial further = trial.succeeded(lease);
		return (further.successes() >= this.rules.trial().closeAfter()) ? next.closed(this.statistics)
				: next.with(further);
	}

	/**
	 * What follows from a probe that a provider refused: it can be reached. Others are
	 * told so only after it could not, and not over and over for each probe.
	 */
	HealthSnapshot afterRefusal(HealthSnapshot state, Lease lease) {
		HealthSnapshot next = state.without(lease);
		return next.holds.has(StandbyReason.PROBE_FAILED)
				? next.lift(Set.of(StandbyReason.PROBE_FAILED), Hold.version(this.ticker.instant()), this.statistics)
				: next;
	}

	/**
	 * What follows from a failed probe. What its provider itself says stands the model
	 * down as a call would, but is never prolonged by a probe, so that it ends in time.
	 */
	HealthSnapshot afterFailedProbe(HealthSnapshot state, Result result, Duration hold, long now) {
		Lease lease = result.lease;
		Trial trial = state.trial;
		if (lease.epoch() < state.activation) {
			return state.without(lease);
		}
		boolean decides = result.verdict.counts() && lease.decides(state, now);
		HealthSnapshot next = (trial != null && decides) ? failing(state, trial.reason(), now) : state.without(lease);
		Hold said = heededOfProbe(state, result);
		if (said != null) {
			next = next.with(next.later(said));
		}
		Duration first = this.rules.cooldown().first();
		Duration length = (hold.compareTo(first) > 0) ? hold : first;
		return next.with(
				next.later(Hold.of(StandbyReason.PROBE_FAILED, this.ticker, now, length, result.failure.kind().tag())));
	}

	/** What the provider asks for, unless the model has become active meanwhile. */
	private static @Nullable Hold heeded(HealthSnapshot state, Result result) {
		return (result.lease.epoch() >= state.activation) ? result.said : null;
	}

	private static @Nullable Hold heededOfProbe(HealthSnapshot state, Result result) {
		Hold said = heeded(state, result);
		StandbyReason reason = (said != null) ? said.standby().reason() : null;
		return (reason != null && SAID.contains(reason) && !state.holds.has(reason)) ? said : null;
	}

	private static Optional<Hold> ofAccount(@Nullable Hold said) {
		return Optional.ofNullable(said).filter((hold) -> OF_ACCOUNT.contains(hold.standby().reason()));
	}

	/**
	 * Whether a failed probe alone keeps a trial from going on, since before the probe.
	 */
	private static boolean held(HealthSnapshot state, Lease lease) {
		return state.epoch == lease.epoch() && state.holds.only(StandbyReason.PROBE_FAILED);
	}

	private HealthSnapshot afterCall(HealthSnapshot state, Result result, long now) {
		if (this.rules.failure().tooManyInARow(result.streak)) {
			return failing(state, StandbyReason.ERROR_THRESHOLD, now);
		}
		if (this.rules.failure().skipBelow() > 0
				&& this.rules.failure().tooFewSuccesses(this.statistics.deciding(now, state.baseline))) {
			return failing(state, StandbyReason.LOW_SUCCESS_RATE, now);
		}
		return result.slow ? afterSlowCall(state, now) : state;
	}

	private HealthSnapshot afterSlowCall(HealthSnapshot state, long now) {
		boolean tooSlow = this.rules.failure().tooManySlow(this.statistics.deciding(now, state.baseline));
		return tooSlow ? failing(state, StandbyReason.SLOW, now) : state;
	}

	private HealthSnapshot failing(HealthSnapshot state, StandbyReason reason, long now) {
		long cooldown = this.rules.cooldown().after((state.trial != null) ? state.trial.cooldown() : 0);
		Hold hold = Hold.of(reason, this.ticker, now, Duration.ofNanos(cooldown), null);
		return state.failing(state.later(hold), cooldown);
	}

	/**
	 * A failed attempt with all that is to be known about it.
	 */
	record Result(Lease lease, Failure failure, ModelVerdict verdict, @Nullable Hold said, int streak, boolean slow) {

		/** As the latest of so many in a row, be it slow or not. */
		Result inARow(int failures, boolean slowly) {
			return new Result(this.lease, this.failure, this.verdict, this.said, failures, slowly);
		}

	}

}
