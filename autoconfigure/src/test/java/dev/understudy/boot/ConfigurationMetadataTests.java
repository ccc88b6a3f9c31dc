package dev.understudy.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.HealthRules;
import dev.understudy.selection.Strategies;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.EnumerablePropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata that IDEs read knows every key there is, and none that there is not.
 */
class ConfigurationMetadataTests {

	private final DocumentContext metadata = metadata();

	@Test
	void describesEveryKey() {
		List<String> names = this.metadata.read("$.properties[?(@.description)].name");
		names.removeIf((name) -> name.startsWith("management.endpoint."));
		assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(keys("understudy", schema(), true)));
	}

	@Test
	void describesEveryPropertyOfTheDesign() {
		List<String> described = this.metadata.read("$.properties[?(@.description =~ /.{5,}/)].name");
		for (String property : ((EnumerablePropertySource<?>) Settings.complete()).getPropertyNames()) {
			assertThat(described).contains(generalized(ConfigurationPropertyName.of(property)));
		}
	}

	@Test
	void hintsAtKeysThatExist() {
		List<String> hints = this.metadata.read("$.hints[*].name");
		List<String> known = keys("understudy", schema(), true);
		assertThat(hints).isNotEmpty()
			.allMatch((hint) -> known.contains(hint.endsWith(".keys") ? hint.substring(0, hint.length() - 5) : hint));
		assertThat(hints).contains("understudy.models.keys", "understudy.chains.keys", "understudy.default-chain");
	}

	@Test
	void hintsAtEveryStrategyAndKind() {
		for (String of : List.of("understudy.defaults", "understudy.chains.*")) {
			assertThat(hinted(of + ".strategy")).isEqualTo(Strategies.names());
			assertThat(hinted(of + ".fallback-on")).isEqualTo(kinds());
			assertThat(hinted(of + ".retry.when")).isEqualTo(kinds());
		}
		assertThat(hinted("understudy.chains.*.reroute.keys")).isEqualTo(kinds());
		assertThat(hinted("understudy.chains.*.degrade[*].when")).isEqualTo(kinds());
	}

	@Test
	void namesTheDefaultsThatHold() {
		List<Map<String, Object>> withDefault = this.metadata.read("$.properties[?(@.defaultValue)]");
		Map<String, Object> defaults = new LinkedHashMap<>();
		withDefault.stream()
			.filter((property) -> !String.valueOf(property.get("name")).contains("*"))
			.forEach((property) -> defaults.put(String.valueOf(property.get("name")), property.get("defaultValue")));
		assertThat(defaults.keySet()).containsAll(keys("understudy.defaults", schema().keys().get("defaults"), false));
		assertThat(defaults.keySet()).containsAll(keys("understudy.health", schema().keys().get("health"), false));
		UnderstudyProperties properties = Settings.of(flat(defaults)).properties();
		assertThat(Policy.DEFAULT.with(properties.defaults())).isEqualTo(Policy.DEFAULT);
		assertThat(HealthLayers.lay(properties.health(), HealthRules.DEFAULT)).isEqualTo(HealthRules.DEFAULT);
	}

	private List<String> hinted(String name) {
		return this.metadata.read("$.hints[?(@.name == '" + name + "')].values[*].value");
	}

	private static List<String> kinds() {
		return Arrays.stream(FailureKind.values()).map(FailureKind::tag).toList();
	}

	private static KeySchema schema() {
		return KeySchema.of(UnderstudyProperties.class);
	}

	/** What is bound to a value, a map or a list, and, if asked, what is below these. */
	private static List<String> keys(String prefix, KeySchema schema, boolean deep) {
		List<String> keys = new ArrayList<>();
		if (schema.shape() != KeySchema.Shape.KEYS) {
			keys.add(prefix);
			KeySchema next = schema.follow(KeySchema.ANY).orElse(null);
			if (deep && next != null && next.shape() == KeySchema.Shape.KEYS) {
				keys.addAll(keys(prefix + ((schema.shape() == KeySchema.Shape.MAP) ? ".*" : "[*]"), next, true));
			}
		}
		else {
			schema.keys().forEach((key, next) -> keys.addAll(keys(prefix + "." + key, next, deep)));
		}
		return keys;
	}

	/** The name with chosen names and places replaced by stars. */
	private static String generalized(ConfigurationPropertyName property) {
		KeySchema at = schema();
		String name = "understudy";
		for (int i = 1; i < property.getNumberOfElements(); i++) {
			String key = property.getElement(i, Form.ORIGINAL);
			KeySchema next = at.follow(key).orElse(null);
			assertThat(next).as("schema of %s", property).isNotNull();
			boolean value = next.shape() == KeySchema.Shape.VALUE && at.shape() != KeySchema.Shape.KEYS;
			boolean shortForm = at.shape() == KeySchema.Shape.LIST && i == property.getNumberOfElements() - 1;
			boolean empty = at.shape() == KeySchema.Shape.KEYS && next.shape() == KeySchema.Shape.KEYS
					&& i == property.getNumberOfElements() - 1;
			if (empty) {
				return name + "." + key + "." + next.keys().keySet().iterator().next();
			}
			if (!value && !shortForm) {
				name += (at.shape() == KeySchema.Shape.LIST) ? "[*]"
						: (at.shape() == KeySchema.Shape.MAP) ? ".*" : "." + key;
			}
			at = next;
		}
		return name;
	}

	private static Map<String, Object> flat(Map<String, Object> values) {
		Map<String, Object> flat = new LinkedHashMap<>();
		values.forEach((name, value) -> {
			if (value instanceof List<?> list) {
				flat.put(name, String.join(",", list.stream().map(String::valueOf).toList()));
			}
			else {
				flat.put(name, String.valueOf(value));
			}
		});
		return flat;
	}

	private static DocumentContext metadata() {
		try {
			for (URL url : Collections.list(ConfigurationMetadataTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream json = url.openStream()) {
					DocumentContext read = JsonPath.parse(json);
					if (!read.<List<Object>>read("$.properties[?(@.name == 'understudy.enabled')]").isEmpty()) {
						return read;
					}
				}
			}
			throw new IllegalStateException("There is no metadata");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
