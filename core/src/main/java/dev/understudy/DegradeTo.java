package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.understudy.failure.FailureKind;

/**
 * One rung of a ladder: what answers when no model could. Rungs are tried in the order
 * written; exactly one of {@link #value()}, {@link #text()} and {@link #lastGood()} is
 * set.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(DegradeTo.Ladder.class)
public @interface DegradeTo {

	/**
	 * A method of the same class that answers instead.
	 * @return the method's name
	 */
	String value() default "";

	/**
	 * A constant text that answers instead, for return types a {@code String} converts
	 * to. Placeholders are resolved at start-up.
	 * @return the text
	 */
	String text() default "";

	/**
	 * Answers with the last good answer to the same question, if that is no older than
	 * this, for example {@code 1h}.
	 * @return the greatest age
	 */
	String lastGood() default "";

	/**
	 * A SpEL expression over the arguments for "the same question".
	 * @return the expression, empty for all arguments
	 */
	String key() default "";

	/**
	 * The failures that this rung is for.
	 * @return the kinds, empty for all but {@link FailureKind#BAD_REQUEST} and
	 * {@link FailureKind#CANCELLED}
	 */
	FailureKind[] when() default {};

	/**
	 * Holds the rungs of one element in the order written.
	 */
	@Target({ ElementType.TYPE, ElementType.METHOD })
	@Retention(RetentionPolicy.RUNTIME)
	@Inherited
	@Documented
	@interface Ladder {

		/**
		 * The rungs.
		 * @return the rungs in the order they are tried
		 */
		DegradeTo[] value();

	}

}
