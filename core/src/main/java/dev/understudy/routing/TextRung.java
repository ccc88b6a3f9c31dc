package dev.understudy.routing;

import java.util.Optional;
import java.util.Set;

import dev.understudy.failure.FailureKind;

/**
 * Answers with a constant text.
 */
public final class TextRung implements Rung {

	private final String text;

	private final RungCondition condition;

	private final TextConverter converter;

	public TextRung(String text, RungCondition condition, TextConverter converter) {
		this.text = text;
		this.condition = condition;
		this.converter = converter;
	}

	/**
	 * A text for every failure that rungs are usually for.
	 * @param text the text
	 * @return the rung
	 */
	public static TextRung of(String text) {
		return new TextRung(text, RungCondition.USUAL, TextConverter.PLAIN);
	}

	@Override
	public String name() {
		return "text";
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
		return this.converter.convert(this.text, question.answerType()).map(Answer::new);
	}

}
