package dev.understudy.boot;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.Name;

/**
 * The keys that may be written, read off the records they are bound to.
 *
 * @param type what is bound here
 * @param shape what may follow
 * @param keys what follows each key that is known; the key of a {@link Shape#MAP} or
 * {@link Shape#LIST} is {@link #ANY}
 */
record KeySchema(Class<?> type, Shape shape, Map<String, KeySchema> keys) {

	/** The key of every name that somebody chose and of every place in a list. */
	static final String ANY = "*";

	private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^A-Za-z0-9]");

	static KeySchema of(Class<?> properties) {
		return of((Type) properties);
	}

	/** What follows a key, whose form does not matter. */
	Optional<KeySchema> follow(String key) {
		if (this.shape != Shape.KEYS) {
			return Optional.ofNullable(this.keys.get(ANY));
		}
		KeySchema exact = this.keys.get(key);
		return (exact != null) ? Optional.of(exact) : relaxed(uniform(key));
	}

	private Optional<KeySchema> relaxed(String key) {
		return this.keys.entrySet()
			.stream()
			.filter((known) -> uniform(known.getKey()).equals(key))
			.map(Map.Entry::getValue)
			.findFirst();
	}

	private static KeySchema of(Type type) {
		if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
			Type[] arguments = generic.getActualTypeArguments();
			Shape shape = Map.class.isAssignableFrom(raw) ? Shape.MAP
					: Collection.class.isAssignableFrom(raw) ? Shape.LIST : Shape.VALUE;
			return new KeySchema(raw, shape, Map.of(ANY, of(arguments[arguments.length - 1])));
		}
		Class<?> plain = (Class<?>) type;
		return plain.isRecord() ? new KeySchema(plain, Shape.KEYS, keys(plain))
				: new KeySchema(plain, Shape.VALUE, Map.of());
	}

	private static Map<String, KeySchema> keys(Class<?> type) {
		Map<String, KeySchema> keys = new LinkedHashMap<>();
		Constructor<?> constructor = canonicalConstructor(type);
		Parameter[] parameters = constructor.getParameters();
		// A parameter itself does not know its type on JDK 17 when a later compiler has
		// marked it as mandated.
		Type[] types = constructor.getGenericParameterTypes();
		for (int i = 0; i < parameters.length; i++) {
			Name name = parameters[i].getAnnotation(Name.class);
			keys.put((name != null) ? name.value() : dashed(parameters[i].getName()), of(types[i]));
		}
		return Collections.unmodifiableMap(keys);
	}

	/** The constructor of a record; its own parameters bear the names that are bound. */
	private static Constructor<?> canonicalConstructor(Class<?> type) {
		int components = type.getRecordComponents().length;
		return Arrays.stream(type.getDeclaredConstructors())
			.filter((constructor) -> constructor.getParameterCount() == components)
			.findFirst()
			.orElseThrow();
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static String uniform(String key) {
		return NEITHER_LETTER_NOR_DIGIT.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
	}

	/**
	 * What may follow.
	 */
	enum Shape {

		/** Nothing. */
		VALUE,

		/** One of the known keys. */
		KEYS,

		/** A name that somebody chooses. */
		MAP,

		/** A place in a list. */
		LIST

	}

}
