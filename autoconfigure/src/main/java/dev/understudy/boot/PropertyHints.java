package dev.understudy.boot;

import java.lang.reflect.RecordComponent;
import java.util.List;

import dev.understudy.Price;
import dev.understudy.health.HealthRules;
import dev.understudy.routing.SeatSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Lets a native image read the records of the properties, for their keys and for the
 * short form of a chain's models, the records of which versions are counted, and the note
 * of the library's own version.
 */
final class PropertyHints implements RuntimeHintsRegistrar {

	/** Records that a {@link Fingerprint} meets, and whose components it may meet. */
	private static final List<Class<? extends Record>> COUNTED = List.of(Policy.class, SeatSettings.class, Price.class,
			ModelProperties.Maintenance.class, HealthRules.class);

	private static final String VERSION_NOTE = "dev/understudy/actuate/version.properties";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		register(hints, KeySchema.of(UnderstudyProperties.class));
		COUNTED.forEach((type) -> registerDeeply(hints, type));
		hints.resources().registerPattern(VERSION_NOTE);
	}

	private static void registerDeeply(RuntimeHints hints, Class<?> type) {
		hints.reflection().registerType(type, MemberCategory.INVOKE_DECLARED_METHODS);
		for (RecordComponent component : type.getRecordComponents()) {
			if (component.getType().isRecord()) {
				registerDeeply(hints, component.getType());
			}
		}
	}

	private static void register(RuntimeHints hints, KeySchema schema) {
		if (schema.type().isRecord()) {
			hints.reflection()
				.registerType(schema.type(), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
						MemberCategory.INVOKE_DECLARED_METHODS);
		}
		schema.keys().values().forEach((next) -> register(hints, next));
	}

}
