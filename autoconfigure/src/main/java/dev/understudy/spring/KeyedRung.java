package dev.understudy.spring;

import java.util.Optional;
import java.util.function.Function;

import dev.understudy.failure.FailureKind;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Fall;
import dev.understudy.routing.Question;
import dev.understudy.routing.Rung;
import org.jspecify.annotations.Nullable;

/**
 * A rung that has an own idea of what the same question is.
 */
final class KeyedRung implements Rung {

	private final Rung rung;

	private final Function<Proceeding, @Nullable String> key;

	KeyedRung(Rung rung, Function<Proceeding, @Nullable String> key) {
		this.rung = rung;
		this.key = key;
	}

	@Override
	public String name() {
		return this.rung.name();
	}

	@Override
	public boolean serves(FailureKind kind, Question question) {
		return this.rung.serves(kind, question);
	}

	@Override
	public Optional<Answer> answer(Fall fall, Question question) throws Exception {
		return this.rung.answer(fall, keyed(question));
	}

	@Override
	public void answered(Object value, Question question) {
		this.rung.answered(value, keyed(question));
	}

	private Question keyed(Question question) {
		return (question instanceof MethodCall call) ? new Keyed(call, this.key.apply(call.proceeding())) : question;
	}

	/**
	 * A question with another key.
	 */
	private record Keyed(MethodCall call, @Nullable String key) implements Question {

		@Override
		public Class<?> answerType() {
			return this.call.answerType();
		}

		@Override
		public @Nullable String text() {
			return this.call.text();
		}

	}

}
