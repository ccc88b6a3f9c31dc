package dev.understudy;

import java.time.Duration;
import java.util.List;

import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer came from no model.
 *
 * @param chain the chain of the call
 * @param kind the kind of the last failure, or the one that tells why no model was tried
 * @param reason one sentence for a log or a page; holds ids and kinds, never what a
 * provider wrote
 * @param cause the model's own last failure, or the {@link ChainExhaustedException} when
 * no model was tried
 * @param attempts all attempts of the call
 * @param retryAfter when it makes sense to ask again, {@code null} when unknown
 */
public record Degradation(String chain, FailureKind kind, String reason, Throwable cause, List<Attempt> attempts,
		@Nullable Duration retryAfter) {

	public Degradation {
		attempts = List.copyOf(attempts);
	}

}
