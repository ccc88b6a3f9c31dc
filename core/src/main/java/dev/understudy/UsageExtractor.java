package dev.understudy;

import java.util.Optional;

/**
 * Reads the tokens used from what a model answered.
 */
@FunctionalInterface
public interface UsageExtractor {

	/**
	 * The tokens used for an answer.
	 * @param result what the call returned
	 * @return the usage, or empty to let the next extractor look
	 */
	Optional<Usage> usage(Object result);

}
