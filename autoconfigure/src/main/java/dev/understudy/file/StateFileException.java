package dev.understudy.file;

import java.nio.file.Path;

/**
 * A file that cannot keep state. Says what is wrong with it and what to do about it.
 */
public class StateFileException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String mend;

	StateFileException(Path path, String what, String mend) {
		super("State file '" + path + "' " + what + ": " + mend);
		this.problem = "state file '" + path + "' " + what;
		this.mend = mend;
	}

	/**
	 * What is wrong.
	 * @return half a sentence that names the path
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * What to do about it.
	 * @return half a sentence
	 */
	public String mend() {
		return this.mend;
	}

}
