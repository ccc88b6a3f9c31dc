package dev.understudy.spring;

/**
 * A mistake that was found at start-up.
 *
 * @param where the property or method to change
 * @param what what is wrong with it
 * @param mend what to do about it
 */
public record Problem(String where, String what, String mend) {
}
