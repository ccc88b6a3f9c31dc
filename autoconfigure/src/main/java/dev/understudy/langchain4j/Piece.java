package dev.understudy.langchain4j;

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

/**
 * What a client tells of a streamed answer, one thing at a time.
 */
sealed interface Piece {

	/**
	 * Tells it to somebody else.
	 * @param handler who is to hear it
	 * @param handle stops the stream
	 */
	void tell(StreamingChatResponseHandler handler, StreamingHandle handle);

	/**
	 * A part of the text.
	 *
	 * @param part the part
	 */
	record Text(PartialResponse part) implements Piece {

		@Override
		public void tell(StreamingChatResponseHandler handler, StreamingHandle handle) {
			handler.onPartialResponse(this.part, new PartialResponseContext(handle));
		}

	}

	/**
	 * A part of what the model thinks before it answers.
	 *
	 * @param part the part
	 */
	record Thinking(PartialThinking part) implements Piece {

		@Override
		public void tell(StreamingChatResponseHandler handler, StreamingHandle handle) {
			handler.onPartialThinking(this.part, new PartialThinkingContext(handle));
		}

	}

	/**
	 * A part of a tool call.
	 *
	 * @param part the part
	 */
	record CallPart(PartialToolCall part) implements Piece {

		@Override
		public void tell(StreamingChatResponseHandler handler, StreamingHandle handle) {
			handler.onPartialToolCall(this.part, new PartialToolCallContext(handle));
		}

	}

	/**
	 * A whole tool call.
	 *
	 * @param call the call
	 */
	record Call(CompleteToolCall call) implements Piece {

		@Override
		public void tell(StreamingChatResponseHandler handler, StreamingHandle handle) {
			handler.onCompleteToolCall(this.call);
		}

	}

	/**
	 * What only the client's vendor knows.
	 *
	 * @param event the event
	 */
	record Raw(Object event) implements Piece {

		@Override
		public void tell(StreamingChatResponseHandler handler, StreamingHandle handle) {
			handler.onUnmappedRawEvent(this.event);
		}

	}

	/**
	 * The whole answer, which ends the stream.
	 *
	 * @param response the answer
	 */
	record Whole(ChatResponse response) implements Piece {

		@Override
		public void tell(StreamingChatResponseHandler handler, StreamingHandle handle) {
			handler.onCompleteResponse(this.response);
		}

	}

}
