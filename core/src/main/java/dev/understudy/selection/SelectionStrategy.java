package dev.understudy.selection;

/**
 * Orders the models of a chain, one choice at a time.
 * <p>
 * Called on every call by many threads at once: it must be thread-safe, quick, and should
 * allocate nothing.
 */
@FunctionalInterface
public interface SelectionStrategy {

	/** The answer of a strategy that has nobody to choose. */
	int NOBODY = -1;

	/**
	 * Chooses who is tried next.
	 * @param candidates the models
	 * @return the index of a model that {@link Candidates#remaining remains}, or
	 * {@link #NOBODY}
	 */
	int next(Candidates candidates);

}
