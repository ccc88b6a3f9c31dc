package dev.understudy.woven;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;

/**
 * An application's own annotations made of ours.
 */
final class Composed {

	private Composed() {
	}

	/**
	 * Composed once.
	 */
	@ModelFallback
	@DegradeTo(text = "composed")
	@Retention(RetentionPolicy.RUNTIME)
	@Target({ ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE })
	@interface Once {

	}

	/**
	 * Composed of what is composed.
	 */
	@Once
	@Retention(RetentionPolicy.RUNTIME)
	@Target({ ElementType.METHOD, ElementType.TYPE })
	@interface Twice {

	}

}
