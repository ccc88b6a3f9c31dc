package dev.understudy.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;

/**
 * Warns when somebody else's code throws, once for each class, so that one that always
 * throws does not fill the log. Names types, never a message.
 */
final class FirstThrows {

	private final Logger logger;

	private final String what;

	private final String consequence;

	private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

	FirstThrows(Logger logger, String what, String consequence) {
		this.logger = logger;
		this.what = what;
		this.consequence = consequence;
	}

	void report(Object culprit, Throwable thrown) {
		if (this.warned.add(culprit.getClass())) {
			this.logger.warn("{} '{}' threw '{}'; {}, and further throws are not reported", this.what,
					culprit.getClass().getName(), thrown.getClass().getName(), this.consequence);
		}
	}

}
