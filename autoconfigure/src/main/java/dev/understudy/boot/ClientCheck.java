package dev.understudy.boot;

import java.util.List;

import dev.understudy.spring.Problem;

/**
 * Looks for mistakes in how models find their clients among the beans, at start-up and
 * whenever the properties are read again.
 */
@FunctionalInterface
interface ClientCheck {

	/** What is wrong, found without creating lazy beans. */
	List<Problem> problems(UnderstudyProperties properties);

}
