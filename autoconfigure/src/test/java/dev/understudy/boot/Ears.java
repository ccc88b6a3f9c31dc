package dev.understudy.boot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * Hears a stream of LangChain4j to its end.
 */
class Ears implements StreamingChatResponseHandler {

	final List<String> parts = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Object> end = new CompletableFuture<>();

	@Override
	public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
		this.parts.add(part.text());
	}

	@Override
	public void onCompleteResponse(ChatResponse response) {
		if (!this.end.complete(response)) {
			throw new IllegalStateException("The stream has ended already");
		}
	}

	@Override
	public void onError(Throwable error) {
		if (!this.end.complete(error)) {
			throw new IllegalStateException("The stream has ended already");
		}
	}

	String text() {
		return String.join("", this.parts);
	}

	ChatResponse response() throws Exception {
		return (ChatResponse) end();
	}

	Throwable error() throws Exception {
		return (Throwable) end();
	}

	boolean failed() throws Exception {
		return end() instanceof Throwable;
	}

	/** Waits until it has ended: with a response, or an error. */
	Object end() throws Exception {
		return this.end.get(20, TimeUnit.SECONDS);
	}

	boolean isOver() {
		return this.end.isDone();
	}

}
