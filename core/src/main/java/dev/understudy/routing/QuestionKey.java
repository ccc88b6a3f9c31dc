package dev.understudy.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * What makes two questions the same, as a hash that gives away none of its parts.
 */
public final class QuestionKey {

	private QuestionKey() {
	}

	/**
	 * The hash of all parts, in their order.
	 * @param parts what tells one question from another, by its {@code toString}
	 * @return a key in hexadecimal digits
	 */
	public static String of(@Nullable Object... parts) {
		MessageDigest digest = sha256();
		for (Object part : parts) {
			if (part == null) {
				digest.update((byte) '-');
				continue;
			}
			byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
			// The length keeps "ab", "c" apart from "a", "bc".
			digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
			digest.update(bytes);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform knows SHA-256", ex);
		}
	}

}
