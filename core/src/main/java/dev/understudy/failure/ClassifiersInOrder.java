package dev.understudy.failure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks several classifiers until one has an answer. They see what was meant, without the
 * wrappers that carried it.
 */
final class ClassifiersInOrder implements FailureClassifier {

	private static final Logger logger = LoggerFactory.getLogger(FailureClassifier.class);

	private final List<FailureClassifier> classifiers;

	private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

	ClassifiersInOrder(List<FailureClassifier> classifiers) {
		this.classifiers = List.copyOf(classifiers);
	}

	@Override
	public Optional<Failure> classify(Throwable thrown) {
		if (this.classifiers.isEmpty()) {
			return Optional.empty();
		}
		Throwable meant = CauseChain.unwrapped(thrown);
		for (FailureClassifier classifier : this.classifiers) {
			Optional<Failure> failure = ask(classifier, meant);
			if (failure.isPresent()) {
				return failure;
			}
		}
		return Optional.empty();
	}

	private Optional<Failure> ask(FailureClassifier classifier, Throwable thrown) {
		try {
			return Objects.requireNonNull(classifier.classify(thrown));
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.warned.add(classifier.getClass())) {
				logger.warn("Failure classifier '{}' is passed over for failures on which it throws '{}'",
						classifier.getClass().getName(), ex.getClass().getName());
			}
			return Optional.empty();
		}
	}

}
