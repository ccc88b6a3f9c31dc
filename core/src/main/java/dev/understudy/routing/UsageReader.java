package dev.understudy.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.understudy.Usage;
import dev.understudy.UsageExtractor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tokens used from an answer with the first extractor that knows how, and keeps
 * what extractors throw away from the call.
 */
final class UsageReader {

	private static final Logger logger = LoggerFactory.getLogger(UsageExtractor.class);

	private final List<UsageExtractor> extractors;

	private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

	UsageReader(List<UsageExtractor> extractors) {
		this.extractors = List.copyOf(extractors);
	}

	@Nullable Usage read(Object value) {
		for (UsageExtractor extractor : this.extractors) {
			Optional<Usage> usage = ask(extractor, value);
			if (usage.isPresent()) {
				return usage.get();
			}
		}
		return null;
	}

	private Optional<Usage> ask(UsageExtractor extractor, Object value) {
		try {
			return extractor.usage(value);
		}
		catch (Exception | LinkageError ex) {
			if (this.warned.add(extractor.getClass())) {
				logger.warn("Usage extractor '{}' threw '{}'; its answers are counted without tokens",
						extractor.getClass().getName(), ex.getClass().getName());
			}
			return Optional.empty();
		}
	}

}
