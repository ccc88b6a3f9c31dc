package dev.understudy;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads from what a model answered that its provider's quota is used up, so that the
 * model can be spared until it is renewed.
 */
@FunctionalInterface
public interface QuotaReader {

	/**
	 * How long the provider will refuse what is asked next.
	 * @param result what the call returned
	 * @return how long from now on, or empty to let the next reader look: when something
	 * is left, or when nobody told
	 */
	Optional<Duration> usedUp(Object result);

}
