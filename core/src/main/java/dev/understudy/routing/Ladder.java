package dev.understudy.routing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rungs of a call in the order they are tried.
 */
final class Ladder {

	static final Ladder NONE = new Ladder(List.of());

	private static final Logger logger = LoggerFactory.getLogger(Ladder.class);

	private final Rung[] rungs;

	Ladder(List<Rung> rungs) {
		this.rungs = rungs.toArray(Rung[]::new);
	}

	/** The first answer of a rung. */
	@Nullable Step climb(Fall fall, Question question) {
		for (Rung rung : this.rungs) {
			Optional<Answer> answer = ask(rung, fall, question);
			if (answer.isPresent()) {
				return new Step(rung.name(), answer.get());
			}
		}
		return null;
	}

	/** Lets the rungs remember what a model answered. */
	void answered(Object value, Question question) {
		Object memory = (this.rungs.length != 0) ? memory(value, question) : null;
		if (memory == null) {
			return;
		}
		for (Rung rung : this.rungs) {
			try {
				rung.answered(memory, question);
			}
			catch (RuntimeException | LinkageError | AssertionError ex) {
				handOn(rung, ex);
			}
		}
	}

	private static @Nullable Object memory(Object value, Question question) {
		try {
			return question.memory(value);
		}
		catch (RuntimeException | LinkageError | AssertionError ex) {
			logger.debug("'{}' threw '{}' when asked what is to be remembered; nothing is", question.subject(),
					ex.getClass().getName());
			return null;
		}
	}

	private static Optional<Answer> ask(Rung rung, Fall fall, Question question) {
		try {
			if (!rung.serves(fall.kind(), question)) {
				return Optional.empty();
			}
			if (!(rung instanceof TextRung)) {
				// Somebody may ask later, and shall be told what is true now.
				fall.tellNow();
			}
			return Objects.requireNonNull(rung.answer(fall, question));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		catch (Exception | LinkageError ex) {
			handOn(rung, ex);
			return Optional.empty();
		}
	}

	private static void handOn(Rung rung, Throwable ex) {
		logger.debug("Rung '{}' threw '{}' and hands on to the next", rung.name(), ex.getClass().getName());
	}

	/**
	 * What was answered, and by what kind of rung.
	 */
	record Step(String rung, Answer answer) {
	}

}
