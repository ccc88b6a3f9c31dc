package dev.understudy.boot;

import java.util.List;

/**
 * What looking for a model's client has come to.
 *
 * @param result what was found
 * @param beans the client, or those among which somebody has to choose
 */
record ClientSearch(Result result, List<String> beans) {

	public ClientSearch {
		beans = List.copyOf(beans);
	}

	/** The name of the bean that is the client. */
	String bean() {
		return this.beans.get(0);
	}

	static ClientSearch found(String bean) {
		return new ClientSearch(Result.FOUND, List.of(bean));
	}

	static ClientSearch ambiguous(List<String> candidates) {
		return new ClientSearch(Result.AMBIGUOUS, candidates);
	}

	static ClientSearch missing() {
		return new ClientSearch(Result.MISSING, List.of());
	}

	static ClientSearch routing(String bean) {
		return new ClientSearch(Result.ROUTING, List.of(bean));
	}

	/**
	 * How a search ends.
	 */
	enum Result {

		/** One bean is the client. */
		FOUND,

		/** Several beans may be it. */
		AMBIGUOUS,

		/** No bean of the library is it. */
		MISSING,

		/** The bean that is named is a chain itself. */
		ROUTING

	}

}
