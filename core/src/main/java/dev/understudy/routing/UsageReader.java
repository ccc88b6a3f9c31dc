package dev.understudy.routing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.understudy.CurrentModel;
import dev.understudy.Usage;
import dev.understudy.UsageExtractor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tokens used from an answer with the first extractor that knows how, and keeps
 * what extractors throw away from the call.
 */
final class UsageReader {

	private static final Logger logger = LoggerFactory.getLogger(UsageExtractor.class);

	private final UsageExtractor[] extractors;

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Usage extractor",
			"such answers are counted without tokens");

	UsageReader(List<UsageExtractor> extractors) {
		this.extractors = extractors.toArray(UsageExtractor[]::new);
	}

	/** Adds what an answer used to its attempt. */
	void count(Object value, CurrentModel.Running attempt) {
		for (UsageExtractor extractor : this.extractors) {
			Optional<Usage> usage = ask(extractor, value);
			if (usage.isPresent()) {
				attempt.used(usage.get());
				return;
			}
		}
	}

	private Optional<Usage> ask(UsageExtractor extractor, Object value) {
		try {
			return Objects.requireNonNull(extractor.usage(value));
		}
		catch (Exception | LinkageError | AssertionError ex) {
			this.throwsSeen.report(extractor, ex);
			return Optional.empty();
		}
	}

}
