package dev.understudy.routing;

/**
 * That somebody is told what is in force, until it is closed. What a running change has
 * begun to tell may still be told.
 */
public interface Following extends AutoCloseable {

	/**
	 * Ends it. May be called more than once.
	 */
	@Override
	void close();

}
