package dev.understudy.actuate;

import java.time.DateTimeException;
import java.time.Duration;

import dev.understudy.ModelRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * What an operator wants of a model.
 */
sealed interface Cue {

	String ENABLED = "enabled";

	String FOR = "for";

	String NOTE = "note";

	Duration LONGEST = Duration.ofDays(366);

	int LONGEST_NOTE = 500;

	/**
	 * Reads what was sent.
	 * @throws BadFieldException for anything that cannot be meant
	 */
	static Cue of(@Nullable String enabled, @Nullable String length, @Nullable String note) {
		boolean in = enabled(enabled);
		if (in && length != null) {
			throw new BadFieldException(FOR, "'for' has no meaning when 'enabled' is 'true', leave it out");
		}
		String known = note((note != null) ? note : "");
		return in ? new Entrance() : new Exit((length != null) ? length(length.strip()) : null, known);
	}

	void give(ModelRegistry registry, String modelId);

	private static boolean enabled(@Nullable String sent) {
		if (sent == null) {
			throw new BadFieldException(ENABLED,
					"'enabled' is missing, must be 'false' to take the model out or 'true' to take it back");
		}
		return switch (sent) {
			case "true" -> true;
			case "false" -> false;
			default -> throw BadFieldException.of(ENABLED, sent, "must be 'true' or 'false'");
		};
	}

	private static Duration length(String sent) {
		Duration length = parse(sent);
		if (length.isZero() || length.isNegative()) {
			throw BadFieldException.of(FOR, sent, "must be longer than zero, such as '5m' or 'PT5M'");
		}
		if (length.compareTo(LONGEST) > 0) {
			throw BadFieldException.of(FOR, sent,
					"must not be longer than '" + LONGEST.toDays() + "d', leave it out for no end");
		}
		return length;
	}

	/** A number alone is refused: nobody could tell whether it means seconds. */
	private static Duration parse(String sent) {
		boolean unit = sent.chars().anyMatch(Character::isLetter);
		if (unit) {
			try {
				return DurationStyle.detectAndParse(sent);
			}
			catch (IllegalArgumentException | ArithmeticException | DateTimeException ex) {
				// Said below.
			}
		}
		throw BadFieldException.of(FOR, sent, "must be a length of time with its unit, such as '5m' or 'PT5M'");
	}

	/** The note itself is not repeated. */
	private static String note(String sent) {
		if (sent.length() > LONGEST_NOTE) {
			throw new BadFieldException(NOTE, "'note' has '" + sent.length() + "' characters, must have at most '"
					+ LONGEST_NOTE + "', shorten it");
		}
		return sent;
	}

	/**
	 * It is to come back.
	 */
	record Entrance() implements Cue {

		@Override
		public void give(ModelRegistry registry, String modelId) {
			registry.release(modelId);
		}

	}

	/**
	 * It is to go out.
	 *
	 * @param length how long it is to stay out, {@code null} until somebody takes it back
	 * @param note what others should know, blank for nothing
	 */
	record Exit(@Nullable Duration length, String note) implements Cue {

		@Override
		public void give(ModelRegistry registry, String modelId) {
			registry.disable(modelId, this.length, this.note);
		}

	}

}
