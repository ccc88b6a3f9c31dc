package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.understudy.spring.Problem;
import dev.understudy.spring.StartupCheck;

import org.springframework.core.env.Environment;

/**
 * All checks of properties, whose findings are one report.
 */
final class PropertyChecks {

	private final Environment environment;

	private final StrategyNames strategies;

	private final Supplier<? extends Stream<ClientCheck>> clients;

	PropertyChecks(Environment environment, StrategyNames strategies, Supplier<? extends Stream<ClientCheck>> clients) {
		this.environment = environment;
		this.strategies = strategies;
		this.clients = clients;
	}

	/** Refuses properties in which a mistake is found, together with what others find. */
	void require(UnderstudyProperties properties, List<StartupCheck> others) {
		List<Problem> problems = new ArrayList<>(problems(properties));
		this.clients.get().forEach((check) -> problems.addAll(check.problems(properties)));
		others.forEach((other) -> problems.addAll(other.problems()));
		if (!problems.isEmpty()) {
			throw new UnderstudyConfigurationException(problems);
		}
	}

	private List<Problem> problems(UnderstudyProperties properties) {
		Findings findings = new Findings();
		Set<Where> unknownKeys = new UnknownKeys(findings).report(this.environment);
		new ModelChecks(findings, properties).check();
		new ChainChecks(findings, properties, new PolicyChecks(findings, this.strategies.known())).check(unknownKeys);
		new RerouteChecks(findings, properties).check();
		new StateChecks(findings, properties.state()).check();
		return findings.problems();
	}

}
