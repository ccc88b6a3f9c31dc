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

	private final ConfigurableListableBeanFactory beans;

	BodyRules(ConfigurableListableBeanFactory beans, Set<Class<?>> run, Set<Class<?>> standInFor) {
		this.beans = beans;
		this.run = Set.copyOf(run);
		this.standInFor = Set.copyOf(standInFor);
	}

	/** Whether the annotated methods of a bean are run. */
	boolean runs(String beanName, Class<?> type) {
		return this.known.computeIfAbsent(beanName, (name) -> decide(name, type));
	}

	/** Whether the router calls of a class are run: those of no bean always are. */
	boolean runs(Class<?> type) {
		return Arrays.stream(this.beans.getBeanNamesForType(type, true, false)).allMatch((name) -> runs(name, type));
	}

	private boolean decide(String beanName, Class<?> type) {
		if (isOneOf(this.run, type)) {
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

	private static boolean isOneOf(Set<Class<?>> types, Class<?> type) {
		return types.stream().anyMatch((each) -> each.isAssignableFrom(type));
	}

}
