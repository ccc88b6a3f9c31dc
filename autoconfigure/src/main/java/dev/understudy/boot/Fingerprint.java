package dev.understudy.boot;

import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Twelve letters that tell values apart: equal ones have the same in every JVM, others
 * have different ones but for one in 2^48. Understands records, collections and plain
 * values, which say nothing of where they are in memory. The order of sets and of the
 * keys of maps does not matter.
 */
final class Fingerprint {

	private static final int BYTES = 6;

	private Fingerprint() {
	}

	static String of(@Nullable Object value) {
		return HexFormat.of().formatHex(digest(text(value)), 0, BYTES);
	}

	/** Written so that no two values that differ come to the same text. */
	private static String text(@Nullable Object value) {
		if (value == null) {
			return "-";
		}
		if (value instanceof Record written) {
			return joined("r",
					Arrays.stream(written.getClass().getRecordComponents())
						.map((component) -> text(component.getName()) + text(component(component, written)))
						.toList());
		}
		if (value instanceof Map<?, ?> map) {
			return joined("m",
					map.entrySet()
						.stream()
						.map((each) -> text(each.getKey()) + text(each.getValue()))
						.sorted()
						.toList());
		}
		if (value instanceof Set<?> set) {
			return joined("s", set.stream().map(Fingerprint::text).sorted().toList());
		}
		if (value instanceof Collection<?> list) {
			return joined("l", list.stream().map(Fingerprint::text).toList());
		}
		return plain(value);
	}

	private static String plain(Object value) {
		if (value instanceof Double number) {
			// How a double is written has changed between versions of Java.
			return "d" + Long.toHexString(Double.doubleToLongBits(number)) + ";";
		}
		if (value instanceof Enum<?> constant) {
			return plain(constant.name());
		}
		if (value instanceof CharSequence || value instanceof Boolean || value instanceof Integer
				|| value instanceof Long || value instanceof Duration) {
			String text = value.toString();
			return "t" + text.length() + ":" + text;
		}
		throw new IllegalArgumentException(
				"Value of type '" + value.getClass().getName() + "' has no fingerprint, must be a record or plain");
	}

	private static String joined(String kind, List<String> parts) {
		return kind + parts.size() + ":" + String.join("", parts);
	}

	private static @Nullable Object component(RecordComponent component, Record written) {
		ReflectionUtils.makeAccessible(component.getAccessor());
		return ReflectionUtils.invokeMethod(component.getAccessor(), written);
	}

	private static byte[] digest(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
