package dev.understudy.failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Makes text and numbers of the values that foreign accessors return.
 */
final class PlainValue {

	private static final int LONGEST = 16_384;

	private PlainValue() {
	}

	/**
	 * Returns the value without an {@code Optional} around it.
	 */
	static @Nullable Object bare(@Nullable Object value) {
		return (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
	}

	/**
	 * Returns the value as text, cut to a length that is safe to read; empty when there
	 * is none.
	 */
	static String text(@Nullable Object value) {
		Object bare = bare(value);
		if (bare == null) {
			return "";
		}
		try {
			String text = (bare instanceof Enum<?> constant) ? constant.name() : bare.toString();
			return (text == null) ? "" : cut(text);
		}
		catch (RuntimeException | LinkageError ex) {
			return "";
		}
	}

	/**
	 * Returns each element of a collection as text, and a single value as a list of one.
	 */
	static List<String> texts(@Nullable Object value) {
		Object bare = bare(value);
		if (!(bare instanceof Collection<?> many)) {
			String text = text(bare);
			return text.isEmpty() ? List.of() : List.of(text);
		}
		List<String> texts = new ArrayList<>(many.size());
		for (Object element : many) {
			texts.add(text(element));
		}
		return texts;
	}

	/**
	 * Returns the value as an HTTP status, 0 when it is none.
	 */
	static int status(@Nullable Object value) {
		Object bare = bare(value);
		if (bare == null || bare instanceof Map<?, ?>) {
			return 0;
		}
		if (bare instanceof Number number) {
			return valid(number.intValue());
		}
		if (bare instanceof CharSequence digits) {
			return status(digits);
		}
		return (Accessors.of(bare).read(bare, "value") instanceof Number number) ? valid(number.intValue()) : 0;
	}

	/**
	 * Returns the message of a throwable, empty when it has none.
	 */
	static String message(Throwable thrown) {
		try {
			String message = thrown.getMessage();
			return (message != null) ? cut(message) : "";
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

	private static int status(CharSequence digits) {
		if (digits.length() != 3 || !digits.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return 0;
		}
		return valid(Integer.parseInt(digits, 0, 3, 10));
	}

	private static int valid(int status) {
		return (status >= 100 && status <= 599) ? status : 0;
	}

	private static String cut(String text) {
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST);
	}

}
