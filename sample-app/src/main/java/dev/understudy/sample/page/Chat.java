package dev.understudy.sample.page;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.sample.web.RetryAfter;
import dev.understudy.springai.ChatMetadata;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * One answer on its way. Its pieces come on one thread at a time.
 */
final class Chat {

	private final String chain;

	private final ChatObservation observed;

	private final Consumer<AssistantMessage> memory;

	private final StringBuilder text = new StringBuilder();

	private @Nullable String model;

	private String outcome = Outcome.ANSWERED.tag();

	private @Nullable String kind;

	private @Nullable Throwable failure;

	/**
	 * An answer that has not begun.
	 * @param chain the chain that is to give it
	 * @param observed what is observed of it
	 * @param memory takes it when it is whole and a model gave it
	 */
	Chat(String chain, ChatObservation observed, Consumer<AssistantMessage> memory) {
		this.chain = chain;
		this.observed = observed;
		this.memory = memory;
	}

	/**
	 * The answer as events, failures of models among them as they happen. How it ended
	 * comes last.
	 */
	Flux<ChatEvent> events(Flux<ChatResponse> answer, Observation observation) {
		Flux<ChatEvent> pieces = answer
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observation))
			.mapNotNull(this::piece)
			.onErrorResume((ex) -> {
				this.failure = ex;
				return Mono.empty();
			})
			.doFinally((signal) -> {
				this.observed.over();
				observation.stop();
			});
		return Flux.merge(this.observed.failures(), pieces).concatWith(Mono.fromSupplier(this::end));
	}

	private ChatEvent end() {
		return (this.failure != null) ? failed(this.failure) : done();
	}

	private @Nullable ChatEvent piece(ChatResponse response) {
		this.model = response.getMetadata().get(ChatMetadata.MODEL);
		this.outcome = response.getMetadata().getOrDefault(ChatMetadata.OUTCOME, this.outcome);
		this.kind = response.getMetadata().get(ChatMetadata.KIND);
		Generation generation = response.getResult();
		String piece = (generation != null) ? generation.getOutput().getText() : null;
		if (piece == null || piece.isEmpty()) {
			return null;
		}
		this.text.append(piece);
		return ChatEvent.piece(piece, this.model);
	}

	private ChatEvent done() {
		String author = this.model;
		if (author != null) {
			this.memory.accept(AssistantMessage.builder()
				.content(this.text.toString())
				.properties(Map.of(ChatMetadata.MODEL, author))
				.build());
		}
		return ChatEvent.done(this.chain, author, this.outcome, this.kind, this.observed.attempts());
	}

	/** Says kinds and ids only, never what a provider wrote. */
	private ChatEvent failed(Throwable thrown) {
		if (thrown instanceof PartialAnswerException partial) {
			return ChatEvent.cut(this.chain, partial.model().id(), partial.failure().kind(), this.observed.attempts());
		}
		if (thrown instanceof ChainExhaustedException exhausted) {
			Duration wait = exhausted.retryAfter();
			return ChatEvent.exhausted(this.chain, exhausted.kind(), (wait != null) ? RetryAfter.seconds(wait) : null,
					this.observed.attempts());
		}
		return ChatEvent.exhausted(this.chain, this.observed.kind(), null, this.observed.attempts());
	}

}
