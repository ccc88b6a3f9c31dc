package dev.understudy.selection;

/**
 * One number about a candidate.
 */
@FunctionalInterface
interface Measure {

	double of(Candidates candidates, int index);

}
