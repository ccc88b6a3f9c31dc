package dev.understudy.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassifiersInOrderTests {

	private static final FailureClassifier SILENT = (thrown) -> Optional.empty();

	private final Throwable thrown = new RuntimeException("my prompt");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger(FailureClassifier.class);

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setAdditive(false);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
		this.logger.setAdditive(true);
	}

	@Test
	void firstAnswerWins() {
		FailureClassifier classifier = FailureClassifier
			.inOrder(List.of(SILENT, always(FailureKind.TIMEOUT), always(FailureKind.UNKNOWN)));
		assertThat(classifier.classify(this.thrown)).contains(Failure.of(FailureKind.TIMEOUT, this.thrown));
	}

	@Test
	void everyoneSeesTheFailureWithoutItsWrappers() {
		FailureClassifier byType = (any) -> (any instanceof UncheckedIOException)
				? Optional.of(Failure.of(FailureKind.UNAVAILABLE, any)) : Optional.empty();
		Throwable meant = new UncheckedIOException(new IOException("reset"));
		Throwable wrapped = new CompletionException(new ExecutionException(meant));
		assertThat(FailureClassifier.inOrder(List.of(SILENT, byType)).classify(wrapped))
			.contains(Failure.of(FailureKind.UNAVAILABLE, meant));
	}

	@Test
	void hasNoAnswerWhenNobodyHas() {
		assertThat(FailureClassifier.inOrder(List.of(SILENT, SILENT)).classify(this.thrown)).isEmpty();
		assertThat(FailureClassifier.inOrder(List.of()).classify(this.thrown)).isEmpty();
	}

	@Test
	void passesOverOneThatThrowsAndWarnsOnceWithoutItsMessage() {
		FailureClassifier broken = (thrown) -> {
			throw new IllegalStateException("cannot read: " + thrown.getMessage());
		};
		FailureClassifier classifier = FailureClassifier
			.inOrder(List.of(broken, broken, always(FailureKind.RATE_LIMIT)));
		assertThat(classifier.classify(this.thrown)).map(Failure::kind).contains(FailureKind.RATE_LIMIT);
		assertThat(classifier.classify(this.thrown)).map(Failure::kind).contains(FailureKind.RATE_LIMIT);
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).contains(broken.getClass().getName(), "IllegalStateException")
				.doesNotContain("prompt");
			assertThat(event.getThrowableProxy()).isNull();
		});
	}

	@Test
	void passesOverOneThatAnswersNull() {
		FailureClassifier broken = (thrown) -> null;
		assertThat(FailureClassifier.inOrder(List.of(broken, always(FailureKind.TIMEOUT))).classify(this.thrown))
			.isPresent();
	}

	@Test
	void letsErrorsThrough() {
		FailureClassifier broken = (thrown) -> {
			throw new StackOverflowError();
		};
		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> FailureClassifier.inOrder(List.of(broken)).classify(this.thrown));
	}

	private static FailureClassifier always(FailureKind kind) {
		return (thrown) -> Optional.of(Failure.of(kind, thrown));
	}

}
