package dev.understudy.routing;

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
	 * @param fall what brought the call here
	 * @param story what has happened
	 */
	Conclusion play(Fall fall, Story story) {
		Ladder.Step step = this.spec.ladder().climb(fall, this.question);
		step = (step != null) ? step : this.spec.chainLadder(this.chain).climb(fall, this.question);
		if (step != null) {
			story.degraded(fall);
			this.chain.reports().degraded(fall.kind(), step.rung());
			return Conclusion.degraded(step.answer().value(), fall);
		}
		Exception refused = story.refused();
		if (refused != null) {
			return Conclusion.failed(refused);
		}
		this.chain.reports().exhausted(fall.setback());
		return Conclusion.failed(fall.setback().exhausted());
	}

}
