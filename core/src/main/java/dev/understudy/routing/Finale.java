package dev.understudy.routing;

import dev.understudy.Degradation;
import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call that no model answered: the rungs of the call, then those of its chain, and
 * at last the exception.
 */
final class Finale {

	private final CallSpec spec;

	private final Question question;

	private final ChainPlan chain;

	Finale(CallSpec spec, Question question, ChainPlan chain) {
		this.spec = spec;
		this.question = question;
		this.chain = chain;
	}

	/**
	 * Plays it.
	 * @param setback what stands
	 * @param last the last failure, {@code null} when no model was tried
	 * @param refused what the caller gets when no rung answers, {@code null} for an
	 * exhausted chain
	 */
	Conclusion play(Setback setback, @Nullable Failure last, @Nullable Throwable refused) {
		Ladder further = this.spec.chainLadder(this.chain);
		if (!this.spec.ladder().isEmpty() || !further.isEmpty()) {
			Fall fall = new Fall(setback, last, refused != null);
			Ladder.Step step = this.spec.ladder().climb(fall, this.question);
			step = (step != null) ? step : further.climb(fall, this.question);
			if (step != null) {
				Degradation why = fall.degradation();
				this.chain.reports().degraded(why.kind(), step.rung());
				return Conclusion.degraded(step.answer().value(), why);
			}
		}
		if (refused != null) {
			return Conclusion.failed(refused);
		}
		this.chain.reports().exhausted(setback);
		return Conclusion.failed(setback.exhausted());
	}

}
