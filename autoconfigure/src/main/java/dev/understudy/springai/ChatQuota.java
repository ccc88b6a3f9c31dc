package dev.understudy.springai;

import java.time.Duration;
import java.util.Optional;

import dev.understudy.QuotaReader;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Reads off a response of Spring AI that its provider takes no more requests or tokens
 * for now, where the client hands on what the headers tell. A response that already tells
 * which model answered was read when it came.
 */
public final class ChatQuota implements QuotaReader {

	@Override
	public Optional<Duration> usedUp(Object result) {
		return (result instanceof ChatResponse response && !response.getMetadata().containsKey(ChatMetadata.MODEL))
				? of(response) : Optional.empty();
	}

	static Optional<Duration> of(ChatResponse response) {
		RateLimit told = response.getMetadata().getRateLimit();
		if (told == null) {
			return Optional.empty();
		}
		Duration requests = wait(told.getRequestsRemaining(), told.getRequestsReset());
		Duration tokens = wait(told.getTokensRemaining(), told.getTokensReset());
		Duration longer = (requests.compareTo(tokens) > 0) ? requests : tokens;
		return longer.isZero() ? Optional.empty() : Optional.of(longer);
	}

	/** Zero where something is left, or where nobody knows until when nothing is. */
	private static Duration wait(@Nullable Long left, @Nullable Duration reset) {
		return (left != null && left <= 0 && reset != null && !reset.isNegative()) ? reset : Duration.ZERO;
	}

}
