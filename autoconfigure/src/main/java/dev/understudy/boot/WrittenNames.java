package dev.understudy.boot;

import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * The names below a prefix that any source holds, as nothing but lower-case letters and
 * digits one after the other. Every spelling of a name comes to the same, that of an
 * environment variable included, so what is not found here is written nowhere.
 *
 * @param complete whether every source was able to tell its names
 * @param uniform the names
 */
record WrittenNames(boolean complete, NavigableSet<String> uniform) {

	static WrittenNames below(ConfigurationPropertyName prefix, Iterable<ConfigurationPropertySource> sources) {
		boolean complete = true;
		String first = uniform(prefix);
		NavigableSet<String> names = new TreeSet<>();
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.map(WrittenNames::uniform)
					.filter((name) -> name.startsWith(first))
					.forEach(names::add);
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
		String sought = uniform(name);
		String next = this.uniform.ceiling(sought);
		return next != null && next.startsWith(sought);
	}

	private static String uniform(ConfigurationPropertyName name) {
		String text = name.toString().toLowerCase(Locale.ROOT);
		StringBuilder uniform = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char at = text.charAt(i);
			if ((at >= 'a' && at <= 'z') || (at >= '0' && at <= '9')) {
				uniform.append(at);
			}
		}
		return uniform.toString();
	}

}
