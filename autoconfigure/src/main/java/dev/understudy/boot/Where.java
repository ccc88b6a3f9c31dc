package dev.understudy.boot;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A place in the configuration, as one would write it in a properties file. Checks name
 * far more places than they report, so a place is written out only when it is asked for.
 */
final class Where {

	static final Where ROOT = new Where(null, UnderstudyProperties.PREFIX, false);

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]+");

	private final @Nullable Where parent;

	private final String last;

	private final boolean place;

	private Where(@Nullable Where parent, String last, boolean place) {
		this.parent = parent;
		this.last = last;
		this.place = place;
	}

	/** The place of a key, or of a name that somebody chose. */
	Where child(String name) {
		return new Where(this, name, false);
	}

	Where item(int index) {
		return item(Integer.toString(index));
	}

	Where item(String index) {
		return new Where(this, index, true);
	}

	String path() {
		if (this.parent == null) {
			return this.last;
		}
		boolean plain = !this.place && PLAIN.matcher(this.last).matches();
		return this.parent.path() + (plain ? "." + this.last : "[" + this.last + "]");
	}

	boolean isWithin(Where other) {
		String path = path();
		String above = other.path();
		return path.equals(above) || path.startsWith(above + ".") || path.startsWith(above + "[");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Where where && path().equals(where.path());
	}

	@Override
	public int hashCode() {
		return path().hashCode();
	}

	@Override
	public String toString() {
		return path();
	}

}
