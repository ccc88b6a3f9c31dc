package dev.understudy.boot;

import java.util.List;
import java.util.function.Function;

import dev.understudy.spring.Problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/**
 * Prints every problem of the configuration, and under the same number its mend.
 */
final class UnderstudyFailureAnalyzer extends AbstractFailureAnalyzer<UnderstudyConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnderstudyConfigurationException cause) {
		List<Problem> problems = cause.problems();
		String count = (problems.size() == 1) ? "1 problem" : problems.size() + " problems";
		return new FailureAnalysis(
				"Understudy cannot use its configuration, which has " + count + ":\n\n"
						+ numbered(problems, (problem) -> problem.where() + ": " + problem.what()),
				"Mend the configuration:\n\n" + numbered(problems, (problem) -> StringUtils.capitalize(problem.mend())),
				cause);
	}

	private static String numbered(List<Problem> problems, Function<Problem, String> line) {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < problems.size(); i++) {
			lines.append("    ").append(i + 1).append(". ").append(line.apply(problems.get(i))).append('\n');
		}
		return lines.toString();
	}

}
