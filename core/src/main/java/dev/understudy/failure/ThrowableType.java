package dev.understudy.failure;

import java.time.Clock;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one class of throwables, found out once and kept with the class.
 */
final class ThrowableType {

	private static final Packages PLATFORM = Packages.of("java.", "javax.");

	// no reference from here to a class but its own, so that classes can be unloaded
	private static final ClassValue<ThrowableType> KNOWN = new ClassValue<>() {

		@Override
		protected ThrowableType computeValue(Class<?> type) {
			return new ThrowableType(type);
		}

	};

	private final boolean wrapper;

	private final boolean client;

	private final boolean platform;

	private final boolean talkative;

	private final Sign sign;

	private ThrowableType(Class<?> type) {
		this.wrapper = CauseChain.isWrapper(type);
		this.client = ClientLibraries.own(type);
		this.platform = PLATFORM.hold(type.getName());
		this.talkative = !this.platform && HttpFacts.shows(type);
		this.sign = OwnFailures.sign(type).or(() -> LibraryFailures.sign(type)).orElseGet(() -> JdkFailures.sign(type));
	}

	static ThrowableType of(Throwable thrown) {
		return KNOWN.get(thrown.getClass());
	}

	/**
	 * Returns whether the type only carries the throwable that matters.
	 */
	boolean wrapper() {
		return this.wrapper;
	}

	/**
	 * Returns whether a client library of a model throws this type.
	 */
	boolean client() {
		return this.client;
	}

	@Nullable Evidence read(Throwable thrown, boolean trusted, Clock clock) {
		Evidence byType = this.sign.in(thrown);
		if (this.platform || !(this.talkative || trusted)) {
			return byType;
		}
		return Evidence.best(HttpFailures.read(thrown, trusted, clock), byType);
	}

}
