package dev.understudy.test.langchain4j;

import java.util.function.Function;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.understudy.test.Audience;
import org.jspecify.annotations.Nullable;

/**
 * A handler of LangChain4j that hears an answer as it comes.
 */
final class HandlerAudience implements Audience, StreamingHandle {

	private final StreamingChatResponseHandler handler;

	private final Function<String, ChatResponse> whole;

	private final StringBuilder text = new StringBuilder();

	private @Nullable ChatResponse given;

	private volatile boolean cancelled;

	/**
	 * Tells a handler.
	 * @param handler the handler
	 * @param whole makes the response of the whole text
	 */
	HandlerAudience(StreamingChatResponseHandler handler, Function<String, ChatResponse> whole) {
		this.handler = handler;
		this.whole = whole;
	}

	@Override
	public void piece(Object piece) {
		if (piece instanceof ChatResponse response) {
			this.given = response;
			return;
		}
		this.text.append(piece);
		this.handler.onPartialResponse(new PartialResponse(piece.toString()), new PartialResponseContext(this));
	}

	@Override
	public void end() {
		ChatResponse response = this.given;
		this.handler.onCompleteResponse((response != null) ? response : this.whole.apply(this.text.toString()));
	}

	@Override
	public void failed(Throwable thrown) {
		this.handler.onError(thrown);
	}

	/** A thought is no content; it brings the means to stop what hangs. */
	@Override
	public void hangs() {
		this.handler.onPartialThinking(new PartialThinking("..."), new PartialThinkingContext(this));
	}

	@Override
	public boolean gone() {
		return this.cancelled;
	}

	@Override
	public void cancel() {
		this.cancelled = true;
	}

	@Override
	public boolean isCancelled() {
		return this.cancelled;
	}

}
