package dev.understudy.boot;

import java.util.Locale;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Writes names with nothing but capital letters and digits, one after the other. All
 * spellings in which a source may hold a property come to the same, that of an
 * environment variable included; so may, at times, two properties.
 */
final class Uniform {

	private Uniform() {
	}

	static String of(ConfigurationPropertyName name) {
		return of(name.toString());
	}

	private static String of(String name) {
		StringBuilder uniform = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char letter = name.charAt(i);
			if (letter >= 128) {
				return plain(name);
			}
			append(letter, uniform);
		}
		return uniform.toString();
	}

	/** Both ways, as some letters have a plain form in one direction only. */
	private static String plain(String name) {
		StringBuilder uniform = new StringBuilder(name.length());
		name.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).chars().forEach((at) -> append((char) at, uniform));
		return uniform.toString();
	}

	private static void append(char letter, StringBuilder uniform) {
		if (letter >= 'a' && letter <= 'z') {
			uniform.append((char) (letter - 'a' + 'A'));
		}
		else if ((letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')) {
			uniform.append(letter);
		}
	}

}
