package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

import dev.understudy.CurrentModel;
import dev.understudy.QuotaReader;
import dev.understudy.Usage;
import dev.understudy.UsageExtractor;
import org.slf4j.LoggerFactory;

/**
 * Reads from answers what they tell besides: the tokens used, and that a quota is used
 * up, each with the first reader that finds it. Keeps what readers throw away from the
 * call.
 */
final class AnswerReaders {

	private final UsageExtractor[] extractors;

	private final QuotaReader[] quotaReaders;

	private final FirstThrows extractorsSeen = new FirstThrows(LoggerFactory.getLogger(UsageExtractor.class),
			"Usage extractor", "such answers are counted without tokens");

	private final FirstThrows quotaReadersSeen = new FirstThrows(LoggerFactory.getLogger(QuotaReader.class),
			"Quota reader", "such answers are taken to leave something of the quota");

	AnswerReaders(List<UsageExtractor> extractors, List<QuotaReader> quotaReaders) {
		this.extractors = extractors.toArray(UsageExtractor[]::new);
		this.quotaReaders = quotaReaders.toArray(QuotaReader[]::new);
	}

	/** Adds what an answer used to its attempt, and spares its model if it says so. */
	void read(Object answer, CurrentModel.Running attempt) {
		Optional<Usage> usage = first(this.extractors, UsageExtractor::usage, answer, this.extractorsSeen);
		if (usage.isPresent()) {
			attempt.used(usage.get());
		}
		Optional<Duration> wait = first(this.quotaReaders, QuotaReader::usedUp, answer, this.quotaReadersSeen);
		if (wait.isPresent()) {
			attempt.usedUp(wait.get());
		}
	}

	private static <R, T> Optional<T> first(R[] readers, BiFunction<R, Object, Optional<T>> reading, Object answer,
			FirstThrows throwsSeen) {
		for (R reader : readers) {
			try {
				Optional<T> found = Objects.requireNonNull(reading.apply(reader, answer));
				if (found.isPresent()) {
					return found;
				}
			}
			catch (Exception | LinkageError | AssertionError ex) {
				throwsSeen.report(reader, ex);
			}
		}
		return Optional.empty();
	}

}
