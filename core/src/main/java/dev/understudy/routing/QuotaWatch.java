package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.understudy.CurrentModel;
import dev.understudy.QuotaReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at answers for a quota that is used up, with the first reader that finds one, and
 * keeps what readers throw away from the call.
 */
final class QuotaWatch {

	private static final Logger logger = LoggerFactory.getLogger(QuotaReader.class);

	private final QuotaReader[] readers;

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Quota reader",
			"such answers are taken to leave something of the quota");

	QuotaWatch(List<QuotaReader> readers) {
		this.readers = readers.toArray(QuotaReader[]::new);
	}

	/** Spares the model of an attempt when its answer says so. */
	void look(Object answer, CurrentModel.Running attempt) {
		for (QuotaReader reader : this.readers) {
			Optional<Duration> wait = ask(reader, answer);
			if (wait.isPresent()) {
				attempt.usedUp(wait.get());
				return;
			}
		}
	}

	private Optional<Duration> ask(QuotaReader reader, Object answer) {
		try {
			return Objects.requireNonNull(reader.usedUp(answer));
		}
		catch (Exception | LinkageError | AssertionError ex) {
			this.throwsSeen.report(reader, ex);
			return Optional.empty();
		}
	}

}
