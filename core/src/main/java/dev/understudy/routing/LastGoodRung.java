package dev.understudy.routing;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;

/**
 * Answers with the last good answer to the same question, if that is young enough.
 */
public final class LastGoodRung implements Rung {

	private final Duration youngerThan;

	private final RungCondition condition;

	private final LastGoodAnswers answers;

	private final Ticker ticker;

	public LastGoodRung(Duration youngerThan, RungCondition condition, LastGoodAnswers answers, Ticker ticker) {
		Check.positive("last-good", youngerThan);
		this.youngerThan = youngerThan;
		this.condition = condition;
		this.answers = answers;
		this.ticker = ticker;
	}

	@Override
	public String name() {
		return "last-good";
	}

	@Override
	public boolean serves(FailureKind kind, Question question) {
		return this.condition.holds(kind, question);
	}

	@Override
	public Set<FailureKind> kinds() {
		return this.condition.when();
	}

	@Override
	public Optional<Answer> answer(Fall fall, Question question) {
		String key = question.key();
		return (key != null) ? this.answers.find(key)
			.filter((kept) -> !kept.at().plus(this.youngerThan).isBefore(this.ticker.instant()))
			.filter((kept) -> question.answerType().isInstance(kept.value()))
			.map((kept) -> new Answer(kept.value())) : Optional.empty();
	}

	@Override
	public void answered(Object value, Question question) {
		String key = question.key();
		if (key != null) {
			this.answers.keep(key, new LastGoodAnswers.Kept(value, this.ticker.instant()));
		}
	}

}
