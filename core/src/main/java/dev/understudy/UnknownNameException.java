package dev.understudy;

import java.util.Collection;
import java.util.List;

/**
 * Somebody named a model or chain that is not configured. The message lists the known
 * names, the likeliest one first.
 */
public class UnknownNameException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final List<String> known;

	/**
	 * Says that a name is not known.
	 * @param what what was named, for example {@code model}
	 * @param name the name
	 * @param known the names that would have been understood
	 */
	public UnknownNameException(String what, String name, Collection<String> known) {
		super(message(what, name, known));
		this.name = name;
		this.known = known.stream().sorted().toList();
	}

	/**
	 * The name nobody knows.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The names that would have been understood.
	 * @return the names in alphabetical order
	 */
	public List<String> known() {
		return this.known;
	}

	private static String message(String what, String name, Collection<String> known) {
		StringBuilder message = new StringBuilder("Unknown ").append(what).append(" '").append(name).append("'");
		NearestName.to(name, known).ifPresent((near) -> message.append(", did you mean '").append(near).append("'?"));
		String list = String.join("', '", known.stream().sorted().toList());
		return message.append(known.isEmpty() ? " (none is configured)" : " (known: '" + list + "')").toString();
	}

}
