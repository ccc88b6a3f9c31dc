package dev.understudy.langchain4j;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;

/**
 * Tells a caller's handler what becomes of a stream. A handler that throws hears of that,
 * and of nothing else any more.
 */
final class Delivery extends BaseSubscriber<Piece> implements StreamingHandle {

	private static final Logger logger = LoggerFactory.getLogger(Delivery.class);

	private final StreamingChatResponseHandler handler;

	private volatile boolean cancelled;

	private Piece.@Nullable Whole whole;

	private boolean spoken;

	Delivery(StreamingChatResponseHandler handler) {
		this.handler = handler;
	}

	@Override
	public boolean isCancelled() {
		return this.cancelled;
	}

	@Override
	protected void hookOnNext(Piece piece) {
		try {
			tell(piece);
		}
		catch (RuntimeException ex) {
			cancel();
			hookOnError(ex);
		}
	}

	/** The whole answer is told when nothing can become of the stream any more. */
	@Override
	protected void hookOnComplete() {
		Piece.Whole last = this.whole;
		if (last == null) {
			return;
		}
		try {
			last.tell(this.handler, this);
		}
		catch (RuntimeException ex) {
			hookOnError(ex);
		}
	}

	@Override
	protected void hookOnError(Throwable error) {
		try {
			this.handler.onError(error);
		}
		catch (RuntimeException ex) {
			logger.warn("The handler of a stream has thrown {} when it was told of a failure", ex.getClass().getName());
		}
	}

	@Override
	protected void hookOnCancel() {
		this.cancelled = true;
	}

	/** Whoever shows parts as they come is to see an answer that comes as a whole. */
	private void tell(Piece piece) {
		if (!(piece instanceof Piece.Whole last)) {
			this.spoken |= piece instanceof Piece.Text;
			piece.tell(this.handler, this);
			return;
		}
		this.whole = last;
		if (!this.spoken && !Answers.text(last.response()).isEmpty()) {
			new Piece.Text(new PartialResponse(Answers.text(last.response()))).tell(this.handler, this);
		}
	}

}
