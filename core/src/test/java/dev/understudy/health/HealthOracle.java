package dev.understudy.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.ModelState;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.failure.ModelVerdict;
import dev.understudy.health.OracleCalls.Call;
import org.jspecify.annotations.Nullable;

/**
 * The rules of health told again, slowly and obviously: a list of all calls that ever
 * were, a map of reasons with their ends, one thread.
 */
final class HealthOracle {

	static final long NEVER = Long.MAX_VALUE;

	private final HealthRules rules;

	private final OracleCalls calls;

	private final Map<StandbyReason, Long> ends = new EnumMap<>(StandbyReason.class);

	final List<String> reports = new ArrayList<>();

	private long now;

	/** How many times it has become active: an attempt remembers under which it began. */
	private int life;

	private @Nullable Proof proof;

	int failuresInARow;

	int running;

	HealthOracle(HealthRules rules) {
		this.rules = rules;
		this.calls = new OracleCalls(rules.failure());
	}

	void time(long nanos) {
		this.now = nanos;
		boolean ended = this.ends.values().removeIf((end) -> end <= this.now);
		if (ended) {
			becomeActiveIfNothingIsLeft();
		}
	}

	ModelState state() {
		if (!this.ends.isEmpty()) {
			return ModelState.STANDBY;
		}
		return (this.proof != null) ? ModelState.TRIAL : ModelState.ACTIVE;
	}

	Map<StandbyReason, Long> ends() {
		return new EnumMap<>(this.ends);
	}

	boolean usable() {
		return switch (state()) {
			case ACTIVE -> true;
			case STANDBY -> false;
			case TRIAL -> this.proof.placesTaken(this.now) < this.rules.trial().calls();
		};
	}

	boolean usableAnyway() {
		return this.ends.keySet().stream().noneMatch(StandbyReason.BINDING::contains);
	}

	@Nullable Try begin(long patience) {
		if (!usable()) {
			return null;
		}
		this.running++;
		Try begun = new Try(this.now, this.life, false);
		if (this.proof != null) {
			this.proof.places.put(begun, this.now + patience);
		}
		return begun;
	}

	@Nullable Try beginAnyway(long patience) {
		Try begun = begin(patience);
		if (begun != null || !usableAnyway()) {
			return begun;
		}
		this.running++;
		return new Try(this.now, this.life, true);
	}

	void succeed(Try ended) {
		boolean mayDecide = mayDecide(ended);
		Call call = count(ended, true, mayDecide);
		this.failuresInARow = 0;
		if (!mayDecide) {
			return;
		}
		if (this.proof == null) {
			judgeSlowness(call);
			return;
		}
		this.proof.places.remove(ended);
		this.proof.successes++;
		if (this.proof.successes >= this.rules.trial().closeAfter()) {
			this.proof = null;
			becomeActiveIfNothingIsLeft();
		}
	}

	void fail(Try ended, FailureKind kind, @Nullable Duration retryAfter) {
		boolean mayDecide = mayDecide(ended);
		boolean lostItsPlace = !mayDecide && ended.inTrial;
		int lifeThen = this.life;
		ModelVerdict verdict = FailurePolicy.DEFAULT.verdict(kind);
		if (verdict.counts()) {
			Call call = count(ended, false, mayDecide);
			this.failuresInARow++;
			if (mayDecide) {
				judge(call);
			}
		}
		else {
			this.running--;
		}
		if (this.proof != null) {
			this.proof.places.remove(ended);
		}
		if (verdict.standsDown() && !lostItsPlace && ended.life == lifeThen) {
			hear(kind, retryAfter);
		}
	}

	void ignore(Try ended) {
		this.running--;
		if (this.proof != null) {
			this.proof.places.remove(ended);
		}
	}

	void hold(StandbyReason reason, @Nullable Duration length) {
		put(reason, (length != null) ? this.now + length.toNanos() : NEVER);
		if (this.proof == null && StandbyReason.FAILING.contains(reason)) {
			this.proof = new Proof(reason, this.rules.cooldown().first());
		}
	}

	void lift(Set<StandbyReason> reasons) {
		if (this.ends.keySet().removeAll(reasons)) {
			becomeActiveIfNothingIsLeft();
		}
	}

	void enable(Set<StandbyReason> reasons) {
		boolean wasOut = state() != ModelState.ACTIVE;
		this.proof = null;
		this.ends.keySet().removeAll(reasons);
		if (wasOut) {
			becomeActiveIfNothingIsLeft();
		}
	}

	/** A probe that takes no time. */
	void probe(boolean answered) {
		boolean hasPlace = state() == ModelState.TRIAL && usable();
		boolean waitsForIt = this.proof != null && this.ends.keySet().equals(Set.of(StandbyReason.PROBE_FAILED));
		if (!answered) {
			if (hasPlace && this.proof != null) {
				standDown(this.proof.reason);
			}
			hold(StandbyReason.PROBE_FAILED, this.rules.cooldown().first());
			return;
		}
		lift(Set.of(StandbyReason.PROBE_FAILED));
		if (this.proof != null && (hasPlace || waitsForIt)) {
			this.proof.successes++;
			if (this.proof.successes >= this.rules.trial().closeAfter()) {
				this.proof = null;
				becomeActiveIfNothingIsLeft();
			}
		}
	}

	List<Call> window() {
		return this.calls.window(this.now);
	}

	private void judge(Call call) {
		if (this.proof != null) {
			standDown(this.proof.reason);
		}
		else if (this.calls.failuresInARow(this.life) >= this.rules.failure().consecutiveFailures()) {
			standDown(StandbyReason.ERROR_THRESHOLD);
		}
		else if (this.calls.tooFewSuccesses(this.now, this.life)) {
			standDown(StandbyReason.LOW_SUCCESS_RATE);
		}
		else {
			judgeSlowness(call);
		}
	}

	private void judgeSlowness(Call call) {
		if (call.slow() && this.calls.tooManySlow(this.now, this.life)) {
			standDown(StandbyReason.SLOW);
		}
	}

	private boolean mayDecide(Try ended) {
		if (ended.anyway) {
			return false;
		}
		if (ended.inTrial) {
			return this.proof != null && this.proof.places.getOrDefault(ended, -1L) >= this.now;
		}
		return state() == ModelState.ACTIVE && ended.life == this.life;
	}

	private Call count(Try ended, boolean success, boolean mayDecide) {
		this.running--;
		return this.calls.add(this.now, ended.began, success, mayDecide, this.life);
	}

	private void hear(FailureKind kind, @Nullable Duration retryAfter) {
		StandbyTimes times = this.rules.standby();
		Duration most = this.rules.cooldown().max();
		boolean unavailableForLonger = retryAfter != null && retryAfter.compareTo(times.unavailable()) > 0;
		switch (kind) {
			case RATE_LIMIT -> {
				Duration asked = (retryAfter != null) ? retryAfter : times.rateLimited();
				hear(StandbyReason.RATE_LIMITED, (asked.compareTo(most) > 0) ? most : asked);
			}
			case QUOTA_EXHAUSTED ->
				hear(StandbyReason.QUOTA_EXHAUSTED, (retryAfter != null) ? retryAfter : times.quotaExhausted());
			case UNAVAILABLE ->
				hear(StandbyReason.UNAVAILABLE, unavailableForLonger ? retryAfter : times.unavailable());
			case AUTH_ERROR -> hear(StandbyReason.AUTH_FAILED, times.authFailed());
			case MODEL_NOT_FOUND -> hear(StandbyReason.MODEL_NOT_FOUND, times.modelNotFound());
			default -> throw new IllegalStateException("Nothing to hear of " + kind);
		}
	}

	private void hear(StandbyReason reason, Duration length) {
		if (!length.isZero()) {
			put(reason, this.now + length.toNanos());
		}
	}

	private void standDown(StandbyReason reason) {
		Duration length = this.rules.cooldown().first();
		if (this.proof != null) {
			Duration most = this.rules.cooldown().max();
			Duration doubled = this.proof.cooldown.multipliedBy(2);
			length = (doubled.compareTo(most) > 0) ? most : doubled;
		}
		this.proof = new Proof(reason, length);
		put(reason, this.now + length.toNanos());
	}

	private void put(StandbyReason reason, long end) {
		if (!this.ends.containsKey(reason)) {
			this.reports.add("down " + reason);
		}
		this.ends.merge(reason, end, Math::max);
	}

	private void becomeActiveIfNothingIsLeft() {
		if (state() == ModelState.ACTIVE) {
			this.life++;
			this.reports.add("recovered");
		}
	}

	/** One attempt. */
	final class Try {

		private final long began;

		private final int life;

		private final boolean anyway;

		private final boolean inTrial;

		private Try(long began, int life, boolean anyway) {
			this.began = began;
			this.life = life;
			this.anyway = anyway;
			this.inTrial = !anyway && HealthOracle.this.proof != null;
		}

	}

	/** What a failing model has to bring. */
	private static final class Proof {

		private final StandbyReason reason;

		private final Duration cooldown;

		private final Map<Try, Long> places = new HashMap<>();

		private int successes;

		private Proof(StandbyReason reason, Duration cooldown) {
			this.reason = reason;
			this.cooldown = cooldown;
		}

		private long placesTaken(long now) {
			return this.places.values().stream().filter((end) -> end >= now).count();
		}

	}

}
