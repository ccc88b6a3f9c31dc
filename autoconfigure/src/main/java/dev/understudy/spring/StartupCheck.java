package dev.understudy.spring;

import java.util.List;

/**
 * Looks for mistakes at start-up. All checks are asked, and everything they find is one
 * report.
 */
@FunctionalInterface
public interface StartupCheck {

	/**
	 * Looks for mistakes, without creating lazy beans.
	 * @return what is wrong, empty when nothing is
	 */
	List<Problem> problems();

}
