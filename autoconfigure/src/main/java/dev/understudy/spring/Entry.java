package dev.understudy.spring;

import org.jspecify.annotations.Nullable;

/**
 * The ways into methods that the JVM makes, one interface for each number of arguments.
 * Public only because they are made beside the classes of the methods.
 */
public final class Entry {

	private Entry() {
	}

	/**
	 * Enters a method without arguments.
	 */
	public interface None {

		/**
		 * Enters the method.
		 * @param target its object
		 * @return what it returns
		 * @throws Throwable what it throws
		 */
		@Nullable Object enter(@Nullable Object target) throws Throwable;

	}

	/**
	 * Enters a method with one argument.
	 */
	public interface One {

		/**
		 * Enters the method.
		 * @param target its object
		 * @param first its argument
		 * @return what it returns
		 * @throws Throwable what it throws
		 */
		@Nullable Object enter(@Nullable Object target, @Nullable Object first) throws Throwable;

	}

	/**
	 * Enters a method with two arguments.
	 */
	public interface Two {

		/**
		 * Enters the method.
		 * @param target its object
		 * @param first its first argument
		 * @param second its second argument
		 * @return what it returns
		 * @throws Throwable what it throws
		 */
		@Nullable Object enter(@Nullable Object target, @Nullable Object first, @Nullable Object second) throws Throwable;

	}

	/**
	 * Enters a method with three arguments.
	 */
	public interface Three {

		/**
		 * Enters the method.
		 * @param target its object
		 * @param first its first argument
		 * @param second its second argument
		 * @param third its third argument
		 * @return what it returns
		 * @throws Throwable what it throws
		 */
		@Nullable Object enter(@Nullable Object target, @Nullable Object first, @Nullable Object second, @Nullable Object third)
				throws Throwable;

	}

}
