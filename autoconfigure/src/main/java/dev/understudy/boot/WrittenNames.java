package dev.understudy.boot;

import java.util.NavigableSet;
import java.util.TreeSet;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * The names that sources hold below a prefix. What is not among them is written nowhere;
 * what is may be, for different names can look alike.
 *
 * @param complete whether every source was able to tell its names
 * @param uniform the names, {@link Uniform uniform}
 */
record WrittenNames(boolean complete, NavigableSet<String> uniform) {

	static WrittenNames below(ConfigurationPropertyName prefix, Iterable<ConfigurationPropertySource> sources) {
		boolean complete = true;
		String first = Uniform.of(prefix);
		NavigableSet<String> names = new TreeSet<>();
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().map(Uniform::of).filter((name) -> name.startsWith(first)).forEach(names::add);
			}
			else if (source.containsDescendantOf(prefix) != ConfigurationPropertyState.ABSENT) {
				complete = false;
			}
		}
		return new WrittenNames(complete, names);
	}

	/** Whether a property may be written at this name or below it. */
	boolean mayHold(ConfigurationPropertyName name) {
		if (!this.complete) {
			return true;
		}
		String sought = Uniform.of(name);
		String next = this.uniform.ceiling(sought);
		return next != null && next.startsWith(sought);
	}

}
