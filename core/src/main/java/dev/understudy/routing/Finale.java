package dev.understudy.routing;

import dev.understudy.Degradation;

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
	 * @param story what has happened
	 */
	Conclusion play(Setback setback, Story story) {
		Ladder further = this.spec.chainLadder(this.chain);
		if (!this.spec.ladder().isEmpty() || !further.isEmpty()) {
			Fall fall = new Fall(setback, story.failure(), story.refused() != null);
			Ladder.Step step = this.spec.ladder().climb(fall, this.question);
			step = (step != null) ? step : further.climb(fall, this.question);
			if (step != null) {
				Degradation why = fall.degradation();
				story.degraded(why);
				this.chain.reports().degraded(why.kind(), step.rung());
				return Conclusion.degraded(step.answer().value(), why);
			}
		}
		Exception refused = story.refused();
		if (refused != null) {
			return Conclusion.failed(refused);
		}
		this.chain.reports().exhausted(setback);
		return Conclusion.failed(setback.exhausted());
	}

}
