package dev.understudy.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.understudy.NearestName;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Finds keys below {@code understudy} that nobody reads. Leaves out, as Spring Boot does,
 * the environment and system properties of the machine, which are not the application's
 * alone.
 */
final class UnknownKeys {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(UnderstudyProperties.PREFIX);

	private final KeySchema schema = KeySchema.of(UnderstudyProperties.class);

	private final Findings findings;

	private final Set<Where> unknown = new LinkedHashSet<>();

	UnknownKeys(Findings findings) {
		this.findings = findings;
	}

	/** Reports each unknown key once, with everything below it, and returns them all. */
	Set<Where> report(Environment environment) {
		UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource names && filter.apply(source)) {
				names.stream().filter(PREFIX::isAncestorOf).forEach(this::look);
			}
		}
		return this.unknown;
	}

	private void look(ConfigurationPropertyName name) {
		Where where = Where.ROOT;
		KeySchema at = this.schema;
		for (int i = 1; i < name.getNumberOfElements(); i++) {
			String key = name.getElement(i, Form.ORIGINAL);
			Optional<KeySchema> next = at.follow(key);
			if (next.isEmpty()) {
				report(where, at, name, i);
				return;
			}
			where = (at.shape() == KeySchema.Shape.LIST) ? where.item(key) : where.child(key);
			at = next.get();
		}
	}

	private void report(Where parent, KeySchema at, ConfigurationPropertyName name, int index) {
		String key = name.getElement(index, Form.ORIGINAL);
		Where where = parent.child(key);
		if (!this.unknown.add(where)) {
			return;
		}
		Collection<String> known = at.keys().keySet();
		List<String> mends = new ArrayList<>();
		NearestName.to(key, known).ifPresent((near) -> mends.add("write '" + parent.child(near) + "'"));
		if (mends.isEmpty() && index > 2) {
			dotted(name, index).ifPresent(mends::add);
		}
		mends.add(mends.isEmpty() ? "remove it" : "or remove it");
		this.findings.add(where, "key '" + key + "' is not known " + Findings.alternatives(known),
				String.join(", ", mends));
	}

	/** A name with a dot in it looks like two keys. */
	private Optional<String> dotted(ConfigurationPropertyName name, int index) {
		boolean belowChosenName = index == 3 && Set.of("models", "chains").contains(name.getElement(1, Form.UNIFORM));
		return belowChosenName ? Optional.of("write a name with dots in brackets, as in '["
				+ name.getElement(2, Form.ORIGINAL) + "." + name.getElement(index, Form.ORIGINAL) + "]'")
				: Optional.empty();
	}

}
