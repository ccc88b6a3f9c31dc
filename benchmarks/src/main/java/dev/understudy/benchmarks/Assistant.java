package dev.understudy.benchmarks;

/**
 * What every row calls, so that all of them are called in the same way.
 */
public interface Assistant {

	/** What is asked in every measured call. */
	String QUESTION = "Where is my parcel?";

	String answer(String question);

}
