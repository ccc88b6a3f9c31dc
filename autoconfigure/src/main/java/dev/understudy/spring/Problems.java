package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with one method.
 */
final class Problems {

	private final String where;

	private final List<Problem> found = new ArrayList<>();

	Problems(String where) {
		this.where = where;
	}

	void add(String what, String mend) {
		this.found.add(new Problem(this.where, what, mend));
	}

	List<Problem> found() {
		return List.copyOf(this.found);
	}

}
