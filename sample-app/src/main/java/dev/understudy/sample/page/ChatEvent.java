package dev.understudy.sample.page;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * One line of an answer on its way to the page. What is not known is left out.
 *
 * @param type {@code attempt}: a model failed, another one may be tried; {@code piece}: a
 * piece of the answer; {@code done}: it is whole; {@code error}: there is none, or it was
 * cut
 * @param text the piece
 * @param model who gave the piece or the answer, or failed
 * @param chain the chain of the call
 * @param outcome {@code answered}, {@code fell-back} or {@code degraded}
 * @param kind why a model failed, or none answered
 * @param cut whether what came before is a part of an answer only
 * @param retryAfter seconds after which it makes sense to ask again
 * @param attempts who was tried, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatEvent(String type, @Nullable String text, @Nullable String model, @Nullable String chain,
		@Nullable String outcome, @Nullable String kind, @Nullable Boolean cut, @Nullable Long retryAfter,
		@Nullable List<Try> attempts) {

	static ChatEvent attempt(Try failed) {
		return new ChatEvent("attempt", null, failed.model(), null, null, failed.failure(), null, null, null);
	}

	static ChatEvent piece(String text, @Nullable String model) {
		return new ChatEvent("piece", text, model, null, null, null, null, null, null);
	}

	static ChatEvent done(String chain, @Nullable String model, String outcome, @Nullable String kind,
			List<Try> attempts) {
		return new ChatEvent("done", null, model, chain, outcome, kind, null, null, attempts);
	}

	static ChatEvent exhausted(String chain, FailureKind kind, @Nullable Long retryAfter, List<Try> attempts) {
		return new ChatEvent("error", null, null, chain, null, kind.tag(), false, retryAfter, attempts);
	}

	static ChatEvent cut(String chain, String model, FailureKind kind, List<Try> attempts) {
		return new ChatEvent("error", null, model, chain, null, kind.tag(), true, null, attempts);
	}

	/**
	 * One try of one model.
	 *
	 * @param model the model's id
	 * @param failure the kind of its failure, {@code null} when it answered
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Try(String model, @Nullable String failure) {

	}

}
