package dev.understudy.boot;

import java.util.List;
import java.util.stream.Collectors;

import dev.understudy.spring.Problem;

/**
 * The configuration cannot be used. Holds everything that is wrong with it.
 */
public class UnderstudyConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<Problem> problems;

	/**
	 * Refuses a configuration.
	 * @param problems all that is wrong with it, at least one
	 */
	public UnderstudyConfigurationException(List<Problem> problems) {
		super(problems.stream()
			.map((problem) -> problem.where() + ": " + problem.what())
			.collect(Collectors.joining("; ", "Understudy cannot use its configuration: ", "")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * All that is wrong.
	 * @return the problems in the order they were found
	 */
	public List<Problem> problems() {
		return this.problems;
	}

}
