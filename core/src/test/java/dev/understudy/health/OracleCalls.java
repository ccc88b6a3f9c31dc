package dev.understudy.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All calls that ever were, and what the rules say of them.
 */
final class OracleCalls {

	private static final double ROUNDING = 1e-9;

	private final FailureRules rules;

	private final List<Call> calls = new ArrayList<>();

	OracleCalls(FailureRules rules) {
		this.rules = rules;
	}

	Call add(long now, long began, boolean success, boolean mayDecide, int life) {
		Duration limit = this.rules.slowerThan();
		boolean slow = !limit.isZero() && now - began > limit.toNanos();
		Call call = new Call(now, success, now - began, slow, mayDecide, life);
		this.calls.add(call);
		return call;
	}

	/** Those of the running tenth of the window and of the nine before it. */
	List<Call> window(long now) {
		long slice = this.rules.window().toNanos() / 10;
		return this.calls.stream().filter((call) -> call.at / slice > now / slice - 10).toList();
	}

	int failuresInARow(int life) {
		int count = 0;
		for (Call call : this.calls) {
			if (call.mayBeJudged(life)) {
				count = call.success ? 0 : count + 1;
			}
		}
		return count;
	}

	boolean tooFewSuccesses(long now, int life) {
		List<Call> relevant = judged(now, life);
		double successes = relevant.stream().filter(Call::success).count();
		return relevant.size() >= this.rules.minimumCalls()
				&& successes / relevant.size() < this.rules.skipBelow() - ROUNDING;
	}

	boolean tooManySlow(long now, int life) {
		List<Call> relevant = judged(now, life);
		long slow = relevant.stream().filter(Call::slow).count();
		return relevant.size() >= this.rules.minimumCalls() && slow >= this.rules.slowRate() * relevant.size();
	}

	private List<Call> judged(long now, int life) {
		return window(now).stream().filter((call) -> call.mayBeJudged(life)).toList();
	}

	/** One call that counts. */
	record Call(long at, boolean success, long took, boolean slow, boolean mayDecide, int life) {

		boolean mayBeJudged(int current) {
			return this.mayDecide && this.life == current;
		}

	}

}
