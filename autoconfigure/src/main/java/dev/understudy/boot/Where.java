package dev.understudy.boot;

import java.util.regex.Pattern;

/**
 * A place in the configuration, as one would write it in a properties file.
 */
record Where(String path) {

	static final Where ROOT = new Where(UnderstudyProperties.PREFIX);

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]+");

	/** The place of a key, or of a name that somebody chose. */
	Where child(String name) {
		return new Where(this.path + (PLAIN.matcher(name).matches() ? "." + name : "[" + name + "]"));
	}

	Where item(int index) {
		return new Where(this.path + "[" + index + "]");
	}

	boolean isWithin(Where other) {
		return this.path.equals(other.path) || this.path.startsWith(other.path + ".")
				|| this.path.startsWith(other.path + "[");
	}

	@Override
	public String toString() {
		return this.path;
	}

}
