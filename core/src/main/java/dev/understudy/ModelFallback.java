package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a bean method on the best model of a chain, and on the next one when that model
 * fails.
 * <p>
 * Works on classes, methods and interface methods, and as a meta-annotation. A method's
 * annotation beats its class's.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface ModelFallback {

	/**
	 * The chain. Empty means {@code understudy.default-chain}. A placeholder
	 * ({@code ${...}}) is resolved at start-up, an expression such as
	 * {@code #{#user.premium ? 'best' : 'cheap'}} at each call, over the arguments.
	 * @return the chain's name
	 */
	String value() default "";

	/**
	 * Capabilities that a model must declare to serve this method.
	 * @return the capabilities, none by default
	 */
	String[] requires() default {};

	/**
	 * A SpEL expression over the arguments, such as {@code #userId}: equal keys stay on
	 * the same model while it can serve.
	 * @return the expression, empty for no key
	 */
	String key() default "";

	/**
	 * Whether the chain's own rungs may answer when no model can. When {@code false} only
	 * the method's own {@link DegradeTo} rungs count.
	 * @return {@code true} by default
	 */
	boolean degrade() default true;

}
