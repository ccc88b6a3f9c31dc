package dev.understudy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * No model of a chain could answer.
 * <p>
 * The message has one line per model, in which all its attempts are told, or why it was
 * not tried. The cause is the last failure; earlier ones are suppressed. The message
 * names ids, kinds and types, never what a provider wrote.
 */
public class ChainExhaustedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String chain;

	private final FailureKind kind;

	private final transient List<Attempt> attempts;

	private final transient Map<String, Set<String>> skipped;

	private final @Nullable Duration retryAfter;

	public ChainExhaustedException(String chain, FailureKind kind, List<Attempt> attempts,
			Map<String, Set<String>> skipped, @Nullable Duration retryAfter) {
		super(message(chain, attempts, skipped), last(attempts));
		this.chain = chain;
		this.kind = kind;
		this.attempts = List.copyOf(attempts);
		this.skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
		this.retryAfter = retryAfter;
		for (int i = 0; i < attempts.size() - 1; i++) {
			suppress(attempts.get(i).failure());
		}
	}

	/**
	 * The chain of the call.
	 * @return its name
	 */
	public String chain() {
		return this.chain;
	}

	/**
	 * The kind of the last failure, or what tells why no model was tried.
	 * @return the kind
	 */
	public FailureKind kind() {
		return this.kind;
	}

	/**
	 * All attempts of the call in order.
	 * @return the attempts, empty when no model could be tried
	 */
	public List<Attempt> attempts() {
		return this.attempts;
	}

	/**
	 * The models that were not tried, each with the reasons.
	 * @return reasons by model id
	 */
	public Map<String, Set<String>> skipped() {
		return this.skipped;
	}

	/**
	 * When it makes sense to ask again: the first end of a standby.
	 * @return the time from now, {@code null} when unknown
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	private void suppress(@Nullable Failure failure) {
		if (failure != null && failure.cause() != getCause()) {
			addSuppressed(failure.cause());
		}
	}

	private static @Nullable Throwable last(List<Attempt> attempts) {
		Failure failure = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).failure();
		return (failure != null) ? failure.cause() : null;
	}

	private static String message(String chain, List<Attempt> attempts, Map<String, Set<String>> skipped) {
		StringBuilder message = new StringBuilder("No model of chain '").append(chain).append("' could answer:");
		for (int i = 0; i < attempts.size(); i++) {
			String id = attempts.get(i).model().id();
			if (next(attempts, id, 0) == i) {
				message.append("\n  ").append(id).append(": ").append(whatHappened(attempts.get(i)));
				for (int j = next(attempts, id, i + 1); j < attempts.size(); j = next(attempts, id, j + 1)) {
					message.append("; ").append(whatHappened(attempts.get(j)));
				}
			}
		}
		skipped.forEach((id, reasons) -> message.append("\n  ")
			.append(id)
			.append(": not tried, ")
			.append(String.join(", ", reasons)));
		return message.toString();
	}

	/** The place of a model's next attempt, the size for none. */
	private static int next(List<Attempt> attempts, String id, int from) {
		int at = from;
		while (at < attempts.size() && !attempts.get(at).model().id().equals(id)) {
			at++;
		}
		return at;
	}

	private static String whatHappened(Attempt attempt) {
		Failure failure = attempt.failure();
		if (failure == null) {
			return "answered";
		}
		String status = (failure.httpStatus() != 0) ? " (HTTP " + failure.httpStatus() + ")" : "";
		return failure.kind() + status + " after " + attempt.took().toMillis() + " ms, "
				+ failure.cause().getClass().getName();
	}

}
