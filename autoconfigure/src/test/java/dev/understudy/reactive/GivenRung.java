package dev.understudy.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.understudy.failure.FailureKind;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Fall;
import dev.understudy.routing.Question;
import dev.understudy.routing.Rung;
import org.jspecify.annotations.Nullable;

/**
 * Answers what it is given, and remembers what models answered.
 */
final class GivenRung implements Rung {

	final List<Object> seen = new ArrayList<>();

	private final @Nullable Object value;

	GivenRung(@Nullable Object value) {
		this.value = value;
	}

	@Override
	public String name() {
		return "method";
	}

	@Override
	public boolean serves(FailureKind kind, Question question) {
		return kind != FailureKind.CANCELLED;
	}

	@Override
	public Optional<Answer> answer(Fall fall, Question question) {
		return Optional.of(new Answer(this.value));
	}

	@Override
	public void answered(Object answer, Question question) {
		this.seen.add(answer);
	}

}
