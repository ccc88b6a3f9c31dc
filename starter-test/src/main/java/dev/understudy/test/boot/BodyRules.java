package dev.understudy.test.boot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.understudy.test.ScriptedModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Knows whether the code of a bean is to be run, because what it asks is scripted, or the
 * script is to answer in its place. Thread-safe.
 */
final class BodyRules {

	private static final Logger logger = LoggerFactory.getLogger(BodyRules.class);

	/** What leads to scripted models. */
	private static final List<String> LEADING = List.of("org.springframework.ai.chat.model.ChatModel",
			"org.springframework.ai.chat.client.ChatClient", "org.springframework.ai.chat.client.ChatClient$Builder",
			"dev.langchain4j.model.chat.ChatModel", "dev.langchain4j.model.chat.StreamingChatModel",
			ScriptedModels.class.getName());

	private final Set<Class<?>> run;

	private final Set<Class<?>> standInFor;

	private final Map<String, Boolean> known = new ConcurrentHashMap<>();

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final ConfigurableListableBeanFactory beans;

	private volatile Class<?> test;

	BodyRules(ConfigurableListableBeanFactory beans, Class<?> test, Set<Class<?>> run, Set<Class<?>> standInFor) {
		this.beans = beans;
		this.test = test;
		this.run = Set.copyOf(run);
		this.standInFor = Set.copyOf(standInFor);
	}

	/** Whether the annotated methods of a bean are run. */
	boolean runs(String beanName, Class<?> type) {
		return this.known.computeIfAbsent(beanName, (name) -> decide(name, type));
	}

	/**
	 * Whether the router calls that are written in a class are run. Of a class that is no
	 * bean nobody knows what they ask, unless it is the test itself.
	 */
	boolean runs(Class<?> home) {
		String[] names = this.beans.getBeanNamesForType(home, true, false);
		return (names.length != 0) ? Arrays.stream(names).allMatch((name) -> runs(name, home)) : runsElsewhere(home);
	}

	/** From now on this test is run: tests share contexts. */
	void test(Class<?> present) {
		this.test = present;
	}

	private boolean runsElsewhere(Class<?> home) {
		boolean named = isHomeOf(this.run, home);
		boolean runs = named || (!isHomeOf(this.standInFor, home) && isTest(home));
		if (this.told.add(home.getName() + " " + runs)) {
			if (runs) {
				logger.info("Router calls that are written in '{}', which is no bean, are run: it is {}",
						home.getName(), named ? "named in 'run'" : "a test");
			}
			else {
				logger.info("Router calls that are written in '{}', which is no bean, are not run: the scripts of "
						+ "models answer in their place", home.getName());
			}
		}
		return runs;
	}

	/** The class of the test, one around it, or one above these. */
	private boolean isTest(Class<?> home) {
		for (Class<?> each = this.test; each != null; each = each.getEnclosingClass()) {
			if (home.isAssignableFrom(each)) {
				return true;
			}
		}
		return false;
	}

	private boolean decide(String beanName, Class<?> type) {
		if (isOneOf(this.run, type)) {
			logger.info("Methods of bean '{}' that go through a chain are run: it is named in 'run'", beanName);
			return true;
		}
		boolean stoodInFor = isOneOf(this.standInFor, type) || !reachesScripts(beanName);
		if (stoodInFor) {
			logger.info("Methods of bean '{}' that go through a chain are not run: the scripts of models answer in "
					+ "their place", beanName);
		}
		return !stoodInFor;
	}

	private boolean reachesScripts(String beanName) {
		Set<String> leading = leading();
		Set<String> seen = new HashSet<>();
		Deque<String> left = new ArrayDeque<>(List.of(beanName));
		while (!left.isEmpty()) {
			String name = left.pop();
			if (leading.contains(name)) {
				return true;
			}
			if (seen.add(name)) {
				left.addAll(List.of(this.beans.getDependenciesForBean(name)));
			}
		}
		return false;
	}

	private Set<String> leading() {
		ClassLoader loader = this.beans.getBeanClassLoader();
		Set<String> names = new HashSet<>();
		for (String type : LEADING) {
			if (ClassUtils.isPresent(type, loader)) {
				Class<?> resolved = ClassUtils.resolveClassName(type, loader);
				names.addAll(List.of(this.beans.getBeanNamesForType(resolved, true, false)));
			}
		}
		return names;
	}

	/** Calls that are written in a nested class are at home in the outermost one. */
	private static boolean isHomeOf(Set<Class<?>> types, Class<?> home) {
		return isOneOf(types, home) || types.stream().anyMatch((each) -> each.getNestHost() == home);
	}

	private static boolean isOneOf(Set<Class<?>> types, Class<?> type) {
		return types.stream().anyMatch((each) -> each.isAssignableFrom(type));
	}

}
