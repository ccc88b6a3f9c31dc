package dev.understudy.springai;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Makes an error of a stream that ends before its model has said that it is through, and
 * of one that a content filter ends.
 */
final class WholeStream {

	/** Clients of which it is known that they hand on why a model has stopped. */
	private static final Set<String> TELLING = Set.of("OpenAiChatModel", "AnthropicChatModel", "OllamaChatModel");

	/** What a client of OpenAI says in every piece but the last. */
	private static final String NOT_SAID = "_unknown";

	private WholeStream() {
	}

	static Flux<ChatResponse> of(Flux<ChatResponse> stream, ChatModel client, String modelId) {
		boolean telling = TELLING.contains(client.getClass().getSimpleName());
		return Flux.defer(() -> {
			AtomicBoolean through = new AtomicBoolean(!telling);
			Flux<ChatResponse> read = stream.doOnNext((piece) -> {
				Answers.refuseFiltered(piece, modelId);
				if (isLast(piece)) {
					through.set(true);
				}
			});
			return read
				.concatWith(Flux.defer(() -> through.get() ? Flux.empty() : Flux.error(new InvalidResponseException(
						"The stream of model '" + modelId + "' ended before its answer did"))));
		});
	}

	private static boolean isLast(ChatResponse piece) {
		return piece.getResults().stream().anyMatch((generation) -> said(generation.getMetadata().getFinishReason()))
				|| Boolean.TRUE.equals(piece.getMetadata().get("done"));
	}

	private static boolean said(@Nullable String reason) {
		return reason != null && !reason.isBlank() && !reason.toLowerCase(Locale.ROOT).equals(NOT_SAID);
	}

}
