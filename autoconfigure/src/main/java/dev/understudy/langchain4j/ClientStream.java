package dev.understudy.langchain4j;

import java.util.Set;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.understudy.failure.InvalidResponseException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Hears what a client tells of one answer. Makes an error of a stream that ends before
 * its model has said that it is through, and of what is no answer.
 */
final class ClientStream implements StreamingChatResponseHandler {

	/** Vendors whose clients hand on why a model has stopped. */
	private static final Set<ModelProvider> TELLING = Set.of(ModelProvider.OPEN_AI, ModelProvider.ANTHROPIC,
			ModelProvider.OLLAMA);

	private final FluxSink<Piece> sink;

	private final String modelId;

	private final boolean telling;

	private volatile @Nullable StreamingHandle handle;

	private ClientStream(FluxSink<Piece> sink, String modelId, boolean telling) {
		this.sink = sink;
		this.modelId = modelId;
		this.telling = telling;
	}

	/** A stream whose subscription is a request. */
	static Flux<Piece> of(StreamingChatModel client, ChatRequest request, ChatRequestOptions options, String modelId) {
		return Flux.create((sink) -> {
			ClientStream heard = new ClientStream(sink, modelId, TELLING.contains(client.provider()));
			sink.onDispose(heard::stop);
			client.chat(request, options, heard);
		});
	}

	@Override
	public void onPartialResponse(String text) {
		tell(new Piece.Text(new PartialResponse(text)));
	}

	@Override
	public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
		keep(context.streamingHandle());
		tell(new Piece.Text(part));
	}

	@Override
	public void onPartialThinking(PartialThinking part) {
		tell(new Piece.Thinking(part));
	}

	@Override
	public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
		keep(context.streamingHandle());
		tell(new Piece.Thinking(part));
	}

	@Override
	public void onPartialToolCall(PartialToolCall part) {
		tell(new Piece.CallPart(part));
	}

	@Override
	public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
		keep(context.streamingHandle());
		tell(new Piece.CallPart(part));
	}

	@Override
	public void onCompleteToolCall(CompleteToolCall call) {
		tell(new Piece.Call(call));
	}

	@Override
	public void onUnmappedRawEvent(Object event) {
		tell(new Piece.Raw(event));
	}

	@Override
	public void onCompleteResponse(ChatResponse response) {
		try {
			Answers.refuseFiltered(response, this.modelId);
			if (this.telling && response.finishReason() == null) {
				throw new InvalidResponseException(
						"The stream of model '" + this.modelId + "' ended before its answer did");
			}
			tell(new Piece.Whole(Answers.require(response, this.modelId)));
			this.sink.complete();
		}
		catch (RuntimeException ex) {
			onError(ex);
		}
	}

	@Override
	public void onError(Throwable error) {
		if (!this.sink.isCancelled()) {
			this.sink.error(error);
		}
	}

	private void tell(Piece piece) {
		if (!this.sink.isCancelled()) {
			this.sink.next(piece);
		}
	}

	/** A client gives the means to stop it with the first part, and not before. */
	private void keep(@Nullable StreamingHandle given) {
		this.handle = given;
		if (this.sink.isCancelled()) {
			stop();
		}
	}

	private void stop() {
		StreamingHandle last = this.handle;
		if (last != null && !last.isCancelled()) {
			last.cancel();
		}
	}

}
