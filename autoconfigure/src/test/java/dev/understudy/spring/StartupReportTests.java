package dev.understudy.spring;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.boot.UnderstudyConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is found wrong with annotations at start-up, word by word.
 */
class StartupReportTests {

	private static final String HERE = Mistakes.class.getName() + "$";

	static Stream<Arguments> mistakes() {
		return Stream.of(
				arguments(Mistakes.UnknownChain.class, "ask(String)",
						"@ModelFallback names the unknown chain 'asistant'",
						"did you mean 'assistant'? Known chains: [assistant, cheap]"),
				arguments(Mistakes.NoSorry.class, "ask(String)",
						"degrade method 'sory' does not exist in " + HERE + "NoSorry",
						"write a method 'sory' that has the same parameters or none, or did you mean 'sorry'?"),
				arguments(Mistakes.UnfitParameters.class, "ask(String)", "degrade method 'sorry' does not fit",
						"give it the parameters (String) or none, optionally one more of Degradation or a Throwable type, "
								+ "and the return type java.lang.String"),
				arguments(Mistakes.UnfitReturn.class, "ask(String)", "degrade method 'sorry' does not fit",
						"give it the parameters (String) or none, optionally one more of Degradation or a Throwable type, "
								+ "and the return type java.util.List<java.lang.String>"),
				arguments(Mistakes.Rivals.class, "ask(String)", "two degrade methods 'sorry' match equally well",
						"rename one of " + HERE + "Rivals.sorry(String, Degradation) and " + HERE
								+ "Rivals.sorry(String, Throwable)"),
				arguments(Mistakes.TwoThings.class, "ask(String)", "@DegradeTo sets 2 of value, text and lastGood",
						"set exactly one of them"),
				arguments(Mistakes.NoThing.class, "ask(String)", "@DegradeTo sets 0 of value, text and lastGood",
						"set exactly one of them"),
				arguments(Mistakes.UnreadableKey.class, "ask(String)",
						"@ModelFallback key '#question +' cannot be read",
						"write a SpEL expression over the parameters"),
				arguments(Mistakes.UnknownKey.class, "ask(String)",
						"@ModelFallback key '#user' uses the unknown names [#user]",
						"use parameters of the method: [#question]"),
				arguments(Mistakes.BareKey.class, "ask(String)",
						"@ModelFallback key 'question' uses the unknown names [question]",
						"use parameters of the method: [#question]"),
				arguments(Mistakes.UnknownInTemplate.class, "ask(String)",
						"@ModelFallback chain '#{#user}-x-#{#question.![name]}' uses the unknown names [#user]",
						"use parameters of the method: [#question]"),
				arguments(Mistakes.UnreadableTemplate.class, "ask(String)",
						"@ModelFallback chain '#{#question' cannot be read",
						"write a SpEL expression over the parameters"),
				arguments(Mistakes.UnknownRungKey.class, "ask(String)",
						"@DegradeTo key '#user' uses the unknown names [#user]",
						"use parameters of the method: [#question]"),
				arguments(Mistakes.NobodyCan.class, "ask(String)",
						"no model of chain 'cheap' has the required capabilities [tools]",
						"add them to 'capabilities' of a model of that chain, or require less"),
				arguments(Mistakes.OnPrivate.class, "ask(String)", "is private, so that no proxy can stand before it",
						"make it a method that can be overridden, or set 'understudy.advice.mode: aspectj'"),
				arguments(Mistakes.OnStatic.class, "ask(String)", "is static, so that no proxy can stand before it",
						"make it a method that can be overridden, or set 'understudy.advice.mode: aspectj'"),
				arguments(Mistakes.OnFinal.class, "ask(String)", "is final, so that no proxy can stand before it",
						"make it a method that can be overridden, or set 'understudy.advice.mode: aspectj'"),
				arguments(Mistakes.OnRecord.class, "ask(String)",
						"is in a final class and in none of its interfaces, so that no proxy can stand before it",
						"make it a method that can be overridden, or set 'understudy.advice.mode: aspectj'"),
				arguments(Mistakes.TextForNumber.class, "ask(String)",
						"@DegradeTo text 'many' does not convert to java.lang.Integer",
						"let a method answer instead, or add a converter from String"),
				arguments(Mistakes.TextForVoid.class, "ask(String)",
						"@DegradeTo gives an answer to a method that returns none", "let a method answer instead"),
				arguments(Mistakes.OpaqueArguments.class, "ask(String, Object, List)",
						"@DegradeTo lastGood cannot tell questions apart by arguments of type [java.lang.Object, "
								+ "java.util.List<java.lang.Runnable>]",
						"set its key to an expression over what they hold"),
				arguments(Mistakes.NoLength.class, "ask(String)",
						"@DegradeTo lastGood 'yesterday' is no length of time", "write one such as 30m or 1h"),
				arguments(Mistakes.NegativeLength.class, "ask(String)",
						"@DegradeTo lastGood '-1h' is no length of time", "write one such as 30m or 1h"),
				arguments(Mistakes.OnlyDegrade.class, "ask(String)", "@DegradeTo without @ModelFallback has no effect",
						"add @ModelFallback to the method or its class"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void reports(Class<?> type, String method, String what, String mend) {
		Theatre.runner()
			.withBean("bean", type)
			.run((context) -> assertThat(problems(context.getStartupFailure()))
				.containsExactly(new Problem(type.getName() + "." + method, what, mend)));
	}

	@Test
	void reportsAClassThatOnlyDegrades() {
		Theatre.runner()
			.withBean(Mistakes.OnlyDegradeClass.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly(
					new Problem(HERE + "OnlyDegradeClass", "@DegradeTo without @ModelFallback has no effect",
							"add @ModelFallback to the class or to methods of it")));
	}

	@Test
	void reportsThatThereIsNoDefaultChain() {
		ApplicationContextRunner runner = Theatre.bare()
			.withBean(Mistakes.Fine.class)
			.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.chains.one.models=gpt",
					"understudy.chains.two.models=gpt");
		runner.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly(
				new Problem(HERE + "Fine.ask(String)", "@ModelFallback names no chain, and there is no default one",
						"name one of [one, two], or set 'understudy.default-chain'")));
	}

	@Test
	void reportsThatThereIsNoChainAtAll() {
		Theatre.bare()
			.withBean(Mistakes.Fine.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly(
					new Problem(HERE + "Fine.ask(String)", "@ModelFallback names no chain, and there is no default one",
							"configure a chain under 'understudy.chains'")));
	}

	@Test
	void reportsAllMistakesOfAllBeansAtOnce() {
		Theatre.runner()
			.withBean(Mistakes.UnknownChain.class)
			.withBean(Mistakes.OnFinal.class)
			.withBean(Mistakes.SeveralMistakes.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).extracting(Problem::what)
				.containsExactly("@ModelFallback names the unknown chain 'asistant'",
						"is final, so that no proxy can stand before it",
						"@ModelFallback names the unknown chain 'nothing'",
						"@ModelFallback key '#x' uses the unknown names [#x]",
						"@DegradeTo sets 0 of value, text and lastGood"));
	}

	@Test
	void reportsOneMistakeOnceForBeansOfTheSameClass() {
		Theatre.runner()
			.withBean("one", Mistakes.UnknownChain.class)
			.withBean("two", Mistakes.UnknownChain.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).hasSize(1));
	}

	@Test
	void acceptsWhatMayLookWrong() {
		Theatre.runner().withBean(Mistakes.LooksWrong.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void acceptsFinalMethodsOnlyBehindAnInterfaceProxy() {
		ApplicationContextRunner runner = Theatre.runner().withBean(Mistakes.FinalGreeter.class);
		runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> assertThat(context.getBean(Mistakes.Greeter.class).greet("ann")).isEqualTo("ann"));
		runner.run((context) -> assertThat(problems(context.getStartupFailure())).extracting(Problem::what)
			.containsExactly("is final, so that no proxy can stand before it"));
	}

	@Test
	void reportsPlaceholdersThatNothingDefines() {
		Theatre.runner()
			.withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
			.withBean(Mistakes.Placeholders.class)
			.run((context) -> assertThat(problems(context.getStartupFailure())).extracting(Problem::what)
				.containsExactly("@ModelFallback chain '${my.chain}' cannot be resolved",
						"@DegradeTo text '${my.text}' cannot be resolved",
						"@DegradeTo lastGood '${my.time}' is no length of time"));
	}

	@Test
	void warnsOfDegradedAnswersInACache() {
		Logger logger = (Logger) LoggerFactory.getLogger(AnnotationCheck.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		Theatre.runner()
			.withBean(Mistakes.Cached.class)
			.withPropertyValues("understudy.chains.cheap.degrade[0].text=busy")
			.run((context) -> assertThat(context).hasNotFailed());
		logger.detachAppender(lines);
		assertThat(lines.list).extracting((line) -> String.valueOf(line.getArgumentArray()[0]))
			.containsExactlyInAnyOrder(HERE + "Cached.ownRung(String)", HERE + "Cached.rungOfTheChain(String)");
		assertThat(lines.list.get(0).getFormattedMessage())
			.endsWith("is @Cacheable and may degrade: a degraded answer would be cached. "
					+ "Return Routed and cache with unless=\"#result.degraded()\"");
	}

	private static List<Problem> problems(Throwable failure) {
		Throwable each = failure;
		while (each != null && !(each instanceof UnderstudyConfigurationException)) {
			each = each.getCause();
		}
		assertThat(each).as("a report in %s", failure).isNotNull();
		return ((UnderstudyConfigurationException) each).problems();
	}

}
