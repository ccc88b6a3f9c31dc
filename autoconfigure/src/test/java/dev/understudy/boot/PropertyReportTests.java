package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.understudy.selection.SelectionStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The text of the report for every mistake that properties can hold.
 */
class PropertyReportTests {

	private static final String MODELS = "understudy.models.";

	private static final String CHAIN = "understudy.chains.assistant.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class))
		.withPropertyValues(MODELS + "gpt.provider=openai", MODELS + "claude.provider=anthropic",
				CHAIN + "models[0]=gpt", CHAIN + "models[1].model=claude");

	static Stream<Arguments> namesThatNobodyKnows() {
		return Stream.of(
				mistake("understudy.default-chain=assistent",
						"understudy.default-chain: chain 'assistent' is not configured (known: 'assistant')",
						"Write 'assistant', or configure 'understudy.chains.assistent'"),
				mistake(CHAIN + "models[1].model=cluade",
						CHAIN + "models[1]: model 'cluade' is not configured (known: 'claude', 'gpt')",
						"Write 'claude', or configure 'understudy.models.cluade'"),
				mistake(CHAIN + "models[1].model=gemini-2.5",
						CHAIN + "models[1]: model 'gemini-2.5' is not configured (known: 'claude', 'gpt')",
						"Name one that is, or configure 'understudy.models[gemini-2.5]'"),
				mistake(CHAIN + "reroute.context-length=asistant",
						CHAIN + "reroute.context-length: chain 'asistant' is not configured (known: 'assistant')",
						"Write 'assistant', or configure 'understudy.chains.asistant'"),
				mistake(CHAIN + "strategy=wieghted", CHAIN
						+ "strategy: strategy 'wieghted' is neither built in nor a bean (known: 'cheapest', 'fastest', "
						+ "'healthiest', 'least-busy', 'mine', 'priority', 'round-robin', 'weighted')",
						"Write 'weighted', or define a SelectionStrategy bean named 'wieghted'"));
	}

	static Stream<Arguments> keysThatNobodyReads() {
		return Stream.of(
				mistake("understudy.chians.assistant.models[0]=gpt\nunderstudy.chians.other.models[0]=gpt",
						"understudy.chians: key 'chians' is not known (known: 'advice', 'chains', 'default-chain', "
								+ "'defaults', 'enabled', 'health', 'limits', 'models', 'spring-ai', 'state')",
						"Write 'understudy.chains', or remove it"),
				mistake("understudy.chains.other.modells[0]=gpt",
						"understudy.chains.other.modells: key 'modells' is not known (known: 'adaptive', 'deadline', "
								+ "'degrade', 'fallback-on', 'models', 'reroute', 'retry', 'strategy', 'stream', "
								+ "'timeout', 'when-unavailable')",
						"Write 'understudy.chains.other.models', or remove it"),
				mistake(CHAIN + "models[1].wait=70", CHAIN
						+ "models[1].wait: key 'wait' is not known (known: 'enabled', 'fallback-on', 'last-resort', "
						+ "'model', 'retry', 'timeout', 'weight')", "Remove it"),
				mistake(MODELS + "gpt-4.1.provider=openai",
						MODELS + "gpt-4.1: key '1' is not known (known: 'capabilities', 'client', 'context-window', "
								+ "'enabled', 'health', 'limits', 'maintenance', 'max-concurrent', 'name', 'price', "
								+ "'provider')",
						"Write a name with dots in brackets, as in '[gpt-4.1]', or remove it"),
				mistake(CHAIN + "retry.back-of=1s",
						CHAIN + "retry.back-of: key 'back-of' is not known (known: 'backoff', 'jitter', "
								+ "'max-attempts', 'max-backoff', 'max-wait', 'multiplier', 'when')",
						"Write '" + CHAIN + "retry.backoff', or remove it"));
	}

	static Stream<Arguments> chainsThatCannotWork() {
		return Stream.of(
				mistake("understudy.chains.empty.models=",
						"understudy.chains.empty.models: chain 'empty' has no models",
						"Name at least one of 'understudy.models'"),
				mistake("understudy.chains.empty=", "understudy.chains.empty.models: chain 'empty' has no models",
						"Name at least one of 'understudy.models'"),
				mistake(CHAIN + "models[2]=gpt",
						CHAIN + "models[2]: model 'gpt' is already in '" + CHAIN + "models[0]'",
						"Remove one of the two entries"),
				mistake(CHAIN + "models[2].weight=3", CHAIN + "models[2]: entry names no model",
						"Set '" + CHAIN + "models[2].model'"),
				mistake("understudy.chains.ad-hoc.models=gpt",
						"understudy.chains.ad-hoc: 'ad-hoc' is what chains made up for one request are called",
						"Give the chain another name"),
				mistake("understudy.chains.none.models[0].model=gpt\nunderstudy.chains.none.models[0].weight=0",
						"understudy.chains.none.models: every weight is '0', at least one must be greater than zero",
						"Give one of the models a weight greater than zero"),
				mistake(CHAIN + "adaptive=true",
						CHAIN + "adaptive: value 'true' has no effect on strategy 'priority', only on 'weighted'",
						"Set '" + CHAIN + "strategy' to 'weighted', or remove it"),
				mistake("understudy.defaults.adaptive=true",
						"understudy.defaults.adaptive: value 'true' has no effect, as no chain is 'weighted'",
						"Set 'understudy.defaults.strategy' to 'weighted', or remove it"),
				mistake("understudy.defaults.timeout=30s\nunderstudy.defaults.deadline=20s",
						"understudy.defaults.timeout: value '30s' must not be longer than the deadline of '20s'",
						"Give '20s' or less, or a longer deadline"),
				mistake(CHAIN + "timeout=2m\n" + CHAIN + "deadline=90s",
						CHAIN + "timeout: value '2m' must not be longer than the deadline of '90s'",
						"Give '90s' or less, or a longer deadline"));
	}

	static Stream<Arguments> reroutesThatLeadNowhere() {
		return Stream.of(
				mistake("""
						understudy.chains.a.models=gpt
						understudy.chains.a.reroute.context-length=b
						understudy.chains.b.models=gpt
						understudy.chains.b.reroute.rate-limit=a
						""", "understudy.chains.a.reroute: reroute leads back: 'a' -> 'b' -> 'a'",
						"Remove one of these reroutes"),
				mistake(CHAIN + "reroute.timeout=assistant",
						CHAIN + "reroute: reroute leads back: 'assistant' -> 'assistant'",
						"Remove one of these reroutes"),
				mistake("""
						understudy.models.gpt.context-window=128000
						understudy.models.small.context-window=8000
						understudy.chains.long-texts.models=small,claude
						understudy.chains.assistant.reroute.context-length=long-texts
						""",
						CHAIN + "reroute.context-length: model 'small' of chain 'long-texts' has a context window of "
								+ "'8000', smaller than that of 'gpt', '128000', which it is to stand in for",
						"Reroute to models with a greater window, or correct "
								+ "'understudy.models.small.context-window'"));
	}

	static Stream<Arguments> rungsThatAreNotOneThing() {
		return Stream.of(
				mistake(CHAIN + "degrade[0].text=Busy\n" + CHAIN + "degrade[0].last-good=1h",
						CHAIN + "degrade[0]: rung must be exactly one of 'text' and 'last-good', and is both",
						"Make two rungs of it, one after the other"),
				mistake(CHAIN + "degrade[0].text=Busy\n" + CHAIN + "degrade[1].when=rate-limit",
						CHAIN + "degrade[1]: rung must be exactly one of 'text' and 'last-good', and is neither",
						"Set one of them, or remove the rung"),
				mistake(CHAIN + "degrade[0].last-good=0s",
						CHAIN + "degrade[0].last-good: value '0s' must be greater than zero",
						"Give a length such as '30s'"),
				mistake(CHAIN + "degrade[0].text=Busy\n" + CHAIN + "degrade[0].matching=(hi|hello",
						CHAIN + "degrade[0].matching: value '(hi|hello' is no regular expression: Unclosed group",
						"Correct it near character 9"));
	}

	static Stream<Arguments> modelsThatCannotBe() {
		return Stream.of(
				mistake(MODELS + "gpt2.provider=openai\n" + MODELS + "gpt2.name=gpt",
						MODELS + "gpt2: model 'gpt2' is the same as 'gpt': name 'gpt' of provider 'openai' with the "
								+ "same client",
						"Remove one of them, or give it another name or client"),
				mistake(MODELS + "gpt.name=", MODELS + "gpt.name: value '' must not be blank",
						"Give the name that the provider knows the model by, or leave it out"),
				mistake(MODELS + "gpt.context-window=-1",
						MODELS + "gpt.context-window: value '-1' must not be negative",
						"Give a number of tokens, or leave it out when it is unknown"),
				mistake(MODELS + "gpt.max-concurrent=-2",
						MODELS + "gpt.max-concurrent: value '-2' must not be negative",
						"Give 1 or more, or 0 for no bound"),
				mistake(MODELS + "gpt.price.input=-1",
						MODELS + "gpt.price.input: value '-1.0' must be a number of zero or more", "Give zero or more"),
				mistake(MODELS + "gpt.price.output=NaN",
						MODELS + "gpt.price.output: value 'NaN' must be a number of zero or more", "Give zero or more"),
				mistake(MODELS + "gpt.limits.requests.max=0\n" + MODELS + "gpt.limits.requests.per=1d",
						MODELS + "gpt.limits.requests.max: value '0.0' must be greater than zero",
						"Give a number greater than zero"),
				mistake(MODELS + "gpt.limits.requests.max=0.5\n" + MODELS + "gpt.limits.requests.per=1d",
						MODELS + "gpt.limits.requests.max: value '0.5' is no whole number",
						"Give a number such as '1000'"),
				mistake(MODELS + "gpt.limits.tokens.max=5\n" + MODELS + "gpt.limits.tokens.per=7h",
						MODELS + "gpt.limits.tokens.per: value '7h' is no period",
						"Give a length that divides a day, such as '1d' or '6h', or 'week' or 'month'"),
				mistake(MODELS + "gpt.limits.budget.max=1e-10\n" + MODELS + "gpt.limits.budget.per=month\n" + MODELS
						+ "gpt.price.output=1",
						MODELS + "gpt.limits.budget.max: value '1.0E-10' is less than a billionth of a USD",
						"Give '0.000000001' or more"),
				mistake(MODELS + "gpt.limits.budget.max=20\n" + MODELS + "gpt.limits.budget.per=month",
						MODELS + "gpt.limits.budget: budget needs a price, without one it is never reached",
						"Set '" + MODELS + "gpt.price', or remove '" + MODELS + "gpt.limits.budget'"),
				mistake(MODELS + "gpt.limits.budget.per=month\n" + MODELS + "gpt.price.output=1",
						MODELS + "gpt.limits.budget: limit has no 'max'", "Set '" + MODELS + "gpt.limits.budget.max'"),
				mistake(MODELS + "gpt.limits.budget.max=20\n" + MODELS + "gpt.price.input=1",
						MODELS + "gpt.limits.budget: limit has no 'per'",
						"Set '" + MODELS + "gpt.limits.budget.per' to a length that divides a day, such as '1d' or "
								+ "'6h', or 'week' or 'month'"),
				maintenance("cron=0 0 2 * *", ".cron: value '0 0 2 * *' is no cron expression",
						"Give six fields: second, minute, hour, day of month, month, day of week"),
				maintenance("zone=Vienna", ".zone: value 'Vienna' is no time zone",
						"Give a zone such as 'UTC' or 'Europe/Vienna'"),
				maintenance("for=0s", ".for: value '0s' must be greater than zero", "Give a length such as '30s'"),
				mistake(MODELS + "gpt.maintenance[0].for=1h", MODELS + "gpt.maintenance[0]: maintenance has no 'cron'",
						"Set '" + MODELS + "gpt.maintenance[0].cron' to its beginning"),
				mistake(MODELS + "gpt.maintenance[0].cron=0 0 2 * * SUN",
						MODELS + "gpt.maintenance[0]: maintenance has no 'for'",
						"Set '" + MODELS + "gpt.maintenance[0].for' to its length"));
	}

	static Stream<Arguments> rulesThatDoNotFit() {
		return Stream.of(
				mistake("understudy.health.max-cooldown=30s",
						"understudy.health.max-cooldown: value '30s' must not be shorter than the cooldown of '1m'",
						"Give '1m' or more, or a shorter cooldown"),
				mistake(MODELS + "gpt.health.cooldown=20m",
						MODELS + "gpt.health.cooldown: value '20m' must not be longer than the max-cooldown of '10m'",
						"Give '10m' or less, or set '" + MODELS + "gpt.health.max-cooldown' too"),
				mistake("understudy.health.score.latency-weight=0\nunderstudy.health.score.reliability-weight=0",
						"understudy.health.score: both weights are '0', one must be greater than zero",
						"Give one of 'latency-weight' and 'reliability-weight' a number up to 1"),
				mistake(CHAIN + "timeout=300000d", CHAIN + "timeout: value '300000d' must be shorter than 292 years",
						"Give a length such as '30s'"));
	}

	static Stream<Arguments> numbersThatBreakARule() {
		List<Arguments> mistakes = new ArrayList<>();
		for (String health : List.of("understudy.health.", MODELS + "gpt.health.")) {
			for (String key : List.of("window", "cooldown", "max-cooldown", "unavailable-for", "rate-limited-for",
					"quota-exhausted-for", "auth-failed-for", "model-not-found-for", "score.latency-ceiling",
					"probe.interval", "probe.timeout")) {
				mistakes.add(mistake(health + key + "=0s", health + key + ": value '0s' must be greater than zero",
						"Give a length such as '30s'"));
			}
			mistakes.add(mistake(health + "probe.prompt= ", health + "probe.prompt: value '' must not be blank",
					"Give a short question"));
			for (String key : List.of("skip-below", "slow-call.rate", "score.latency-weight",
					"score.reliability-weight")) {
				mistakes.add(mistake(health + key + "=1.5", health + key + ": value '1.5' must be between 0 and 1",
						"Give a number from 0 to 1"));
			}
			for (String key : List.of("minimum-calls", "consecutive-failures", "trial-calls", "close-after")) {
				mistakes.add(
						mistake(health + key + "=0", health + key + ": value '0' must be 1 or more", "Give 1 or more"));
			}
			mistakes.add(negative(health + "slow-call.longer-than"));
		}
		for (String policy : List.of("understudy.defaults.", CHAIN)) {
			for (String key : List.of("timeout", "deadline", "stream.first-token-timeout", "stream.idle-timeout")) {
				mistakes.add(negative(policy + key));
			}
		}
		for (String seat : List.of("understudy.defaults.", CHAIN, CHAIN + "models[1].")) {
			mistakes.add(negative(seat + "retry.backoff"));
			mistakes.add(negative(seat + "retry.max-backoff"));
			mistakes.add(negative(seat + "retry.max-wait"));
			mistakes.add(mistake(seat + "retry.max-attempts=0",
					seat + "retry.max-attempts: value '0' must be 1 or more", "Give 1 or more"));
			mistakes.add(mistake(seat + "retry.multiplier=0.5",
					seat + "retry.multiplier: value '0.5' must be 1 or more", "Give 1 or more"));
			mistakes.add(mistake(seat + "retry.jitter=-0.1",
					seat + "retry.jitter: value '-0.1' must be between 0 and 1", "Give a number from 0 to 1"));
		}
		mistakes.add(negative(CHAIN + "models[1].timeout"));
		mistakes.add(mistake(CHAIN + "models[1].weight=-1",
				CHAIN + "models[1].weight: value '-1.0' must be a number of zero or more", "Give zero or more"));
		mistakes.add(mistake("understudy.state.file.every=0s",
				"understudy.state.file.every: value '0s' must be greater than zero", "Give a length such as '30s'"));
		return mistakes.stream();
	}

	@ParameterizedTest(name = "{1}")
	@MethodSource({ "namesThatNobodyKnows", "keysThatNobodyReads", "chainsThatCannotWork", "reroutesThatLeadNowhere",
			"rungsThatAreNotOneThing", "modelsThatCannotBe", "rulesThatDoNotFit", "numbersThatBreakARule" })
	void reportsPropertyAndMend(String properties, String problem, String mend) {
		FailureAnalysis report = report(properties);
		assertThat(report.getDescription()).isEqualTo("""
				Understudy cannot use its configuration, which has 1 problem:

				    1. %s
				""".formatted(problem));
		assertThat(report.getAction()).isEqualTo("""
				Mend the configuration:

				    1. %s
				""".formatted(mend));
	}

	@Test
	void reportsThreeMistakesAtOnce() {
		FailureAnalysis report = report("""
				understudy.default-chain=assistent
				understudy.chains.assistant.models[1].model=cluade
				understudy.models.gpt.health.cooldown=-5s
				""");
		assertThat(report.getDescription()).isEqualTo("""
				Understudy cannot use its configuration, which has 3 problems:

				    1. understudy.models.gpt.health.cooldown: value '-5s' must be greater than zero
				    2. understudy.chains.assistant.models[1]: model 'cluade' is not configured (known: 'claude', 'gpt')
				    3. understudy.default-chain: chain 'assistent' is not configured (known: 'assistant')
				""");
		assertThat(report.getAction()).isEqualTo("""
				Mend the configuration:

				    1. Give a length such as '30s'
				    2. Write 'claude', or configure 'understudy.models.cluade'
				    3. Write 'assistant', or configure 'understudy.chains.assistent'
				""");
	}

	private FailureAnalysis report(String properties) {
		List<FailureAnalysis> reports = new ArrayList<>();
		this.runner.withBean("mine", SelectionStrategy.class, () -> (candidates) -> SelectionStrategy.NOBODY)
			.withPropertyValues(properties.split("\n"))
			.run((context) -> {
				assertThat(context).hasFailed();
				reports.add(new UnderstudyFailureAnalyzer().analyze(context.getStartupFailure()));
			});
		assertThat(reports).hasSize(1).doesNotContainNull();
		return reports.get(0);
	}

	private static Arguments mistake(String properties, String problem, String mend) {
		return arguments(properties, problem, mend);
	}

	private static Arguments negative(String property) {
		return mistake(property + "=-1s", property + ": value '-1s' must not be negative",
				"Give a length such as '30s', or 0 for none");
	}

	private static Arguments maintenance(String property, String problem, String mend) {
		String window = MODELS + "gpt.maintenance[0]";
		return mistake(window + ".cron=0 0 2 * * SUN\n" + window + ".for=1h\n" + window + "." + property,
				window + problem, mend);
	}

}
