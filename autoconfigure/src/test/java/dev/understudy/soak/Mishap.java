package dev.understudy.soak;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import dev.understudy.failure.ContentFilterException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;

/**
 * What may become of an attempt.
 */
enum Mishap {

	NONE(() -> new IllegalStateException("There is none")),

	RATE_LIMITED(() -> new Trouble(FailureKind.RATE_LIMIT, Duration.ofMillis(2))),

	RATE_LIMITED_FOR_LONGER(() -> new Trouble(FailureKind.RATE_LIMIT, Duration.ofMillis(25))),

	OUT_OF_QUOTA(() -> new Trouble(FailureKind.QUOTA_EXHAUSTED, null)),

	OVERLOADED(() -> new Trouble(FailureKind.UNAVAILABLE, null)),

	BROKEN(() -> new Trouble(FailureKind.SERVER_ERROR, null)),

	NOT_REACHED(() -> new ConnectException(Mishap.TEXT)),

	TOO_LATE(() -> new SocketTimeoutException(Mishap.TEXT)),

	REFUSED(() -> new Trouble(FailureKind.AUTH_ERROR, null)),

	NOT_THERE(() -> new Trouble(FailureKind.MODEL_NOT_FOUND, null)),

	TOO_LONG(() -> new Trouble(FailureKind.CONTEXT_LENGTH, null)),

	FILTERED(() -> new ContentFilterException(Mishap.TEXT)),

	UNREADABLE(() -> new InvalidResponseException(Mishap.TEXT)),

	MISTAKEN(() -> new IllegalArgumentException(Mishap.TEXT)),

	UNHEARD_OF(() -> new IllegalStateException(Mishap.TEXT)),

	WITHDRAWN(() -> new CancellationException(Mishap.TEXT)),

	/** Nobody's to handle. */
	BLACKOUT(Blackout::new),

	/** A stream ends with a failure after its first element, anything else before it. */
	CUT(() -> new Trouble(FailureKind.SERVER_ERROR, null)),

	/** Does not return before it is interrupted or cancelled. */
	HANGS(() -> new IllegalStateException("It hangs")),

	/** Returns late and hears no interrupt. */
	STUBBORN(() -> new IllegalStateException("It is late"));

	static final String TEXT = "mishap";

	/** Reads those that carry their kind; the others are read as they come. */
	static final FailureClassifier CLASSIFIER = (thrown) -> (thrown instanceof Trouble trouble)
			? Optional.of(new Failure(trouble.kind, trouble.retryAfter, 0, trouble)) : Optional.empty();

	private static final double SHARE_OF_TROUBLE = 0.05;

	private final Supplier<Throwable> thrown;

	Mishap(Supplier<Throwable> thrown) {
		this.thrown = thrown;
	}

	/** What becomes of an attempt that does not hang: mostly nothing bad. */
	static Mishap draw(Random random) {
		return (random.nextDouble() >= SHARE_OF_TROUBLE) ? NONE : values()[1 + random.nextInt(CUT.ordinal())];
	}

	boolean answers() {
		return this == NONE;
	}

	Throwable thrown() {
		return this.thrown.get();
	}

	/** Whether it is for the caller, and for no other model. */
	static boolean reachesCaller(Throwable thrown) {
		return thrown instanceof Blackout
				|| (TEXT.equals(thrown.getMessage()) && (thrown instanceof ContentFilterException
						|| thrown instanceof IllegalArgumentException || thrown instanceof CancellationException));
	}

	/**
	 * A failure that says what it is.
	 */
	static final class Trouble extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient FailureKind kind;

		private final transient @Nullable Duration retryAfter;

		Trouble(FailureKind kind, @Nullable Duration retryAfter) {
			super(TEXT);
			this.kind = kind;
			this.retryAfter = retryAfter;
		}

	}

	/**
	 * An error, which leaves no answer and no failure.
	 */
	static final class Blackout extends Error {

		private static final long serialVersionUID = 1L;

	}

}
