package dev.understudy.failure;

import java.util.function.Predicate;

/**
 * Tells from a stack trace whose code threw; expensive, so asked only where the type
 * leaves it open.
 */
final class StackOrigin {

	private static final Packages PLATFORM = Packages.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin.");

	private static final Packages TRANSPORT = Packages.of("org.springframework.web.", "org.springframework.http.",
			"reactor.", "io.netty.", "okhttp3.", "retrofit2.");

	private final StackTraceElement[] frames;

	private StackOrigin(StackTraceElement[] frames) {
		this.frames = frames;
	}

	static StackOrigin of(Throwable thrown) {
		return new StackOrigin(thrown.getStackTrace());
	}

	/**
	 * Returns whether a client library, or what reads answers for it, threw.
	 */
	boolean readByClient() {
		return topmost(PLATFORM::hold, (name) -> ClientLibraries.own(name) || ClientLibraries.read(name));
	}

	/**
	 * Returns whether a client library sent the request that failed.
	 */
	boolean sentByClient() {
		return topmost((name) -> PLATFORM.hold(name) || TRANSPORT.hold(name), ClientLibraries::own);
	}

	/**
	 * Returns whether a class of these packages threw.
	 */
	boolean thrownIn(Packages packages) {
		return this.frames.length > 0 && packages.hold(this.frames[0].getClassName());
	}

	private boolean topmost(Predicate<String> skipped, Predicate<String> wanted) {
		for (StackTraceElement frame : this.frames) {
			String name = frame.getClassName();
			if (!skipped.test(name)) {
				return wanted.test(name);
			}
		}
		return false;
	}

}
