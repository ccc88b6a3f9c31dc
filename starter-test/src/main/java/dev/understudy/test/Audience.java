package dev.understudy.test;

/**
 * Hears an answer as it comes. Called by one thread at a time.
 */
public interface Audience {

	/**
	 * A piece has come.
	 * @param piece text, or what {@link Script#answersWith} says
	 */
	void piece(Object piece);

	/**
	 * The answer is whole.
	 */
	void end();

	/**
	 * The answer does not become whole.
	 * @param thrown why
	 */
	void failed(Throwable thrown);

	/**
	 * Nothing more comes, and no end.
	 */
	default void hangs() {
	}

	/**
	 * Whether nobody listens any more.
	 * @return {@code true} when the rest need not be told
	 */
	boolean gone();

}
