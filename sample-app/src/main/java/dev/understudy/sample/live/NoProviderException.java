package dev.understudy.sample.live;

import java.util.Set;

/**
 * There is no key of any provider.
 */
final class NoProviderException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoProviderException(Set<String> variables) {
		super("None of the variables " + String.join(", ", variables) + " is set, so no provider can be asked");
	}

}
