package dev.understudy.boot;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Lets a native image read the records of the properties, for their keys and for the
 * short form of a chain's models.
 */
final class PropertyHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		register(hints, KeySchema.of(UnderstudyProperties.class));
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
