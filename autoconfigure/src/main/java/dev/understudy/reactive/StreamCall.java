package dev.understudy.reactive;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import dev.understudy.CurrentModel;
import dev.understudy.Degradation;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.AttemptTimeoutException;
import dev.understudy.failure.Failure;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.Call;
import dev.understudy.routing.Conclusion;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.Spotlight;
import dev.understudy.routing.StreamSettings;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;

/**
 * Takes one stream through its chain. Only {@link #hush()} and {@link #leaveHome()} may
 * be called on any thread, the rest on one thread at a time.
 *
 * @param <T> the elements
 */
final class StreamCall<T> {

	/** Elements that are held back before the attempt is given up. */
	static final int MOST_HELD = 1 << 20;

	private final RoutedStream<T> stream;

	private final Outlet<T> outlet;

	private final ContextCarrier.Luggage luggage;

	private final Runnable look;

	private final Patience patience;

	private volatile StreamAttempt<T> attempt;

	private @Nullable Call call;

	private StreamStage stage = StreamStage.NEW;

	private Transcript<T> transcript;

	private int attempts;

	/** Whether what was waited for in {@link StreamStage#RESERVING} may be there. */
	private volatile boolean reserved;

	/** The thread whose context needs not be brought, while it subscribes. */
	private volatile @Nullable Thread home = Thread.currentThread();

	StreamCall(RoutedStream<T> stream, Outlet<T> outlet, ContextCarrier.Luggage luggage, Runnable look) {
		this.stream = stream;
		this.outlet = outlet;
		this.luggage = luggage;
		this.look = look;
		this.patience = new Patience(stream.timer(), stream.scheduler(), look);
		this.attempt = new StreamAttempt<>(outlet.context(), null, stream.cancelling(), look, Spotlight.OFF);
		this.transcript = new Transcript<>(stream.reader(), StreamSettings.DEFAULT);
	}

	/** The subscribing thread goes its own ways from now on. */
	void leaveHome() {
		this.home = null;
	}

	/** Does whatever can be done now. */
	void goOn() {
		switch (this.stage) {
			case NEW -> {
				if (this.outlet.wanted() > 0) {
					this.call = this.stream.begin();
					advance();
				}
			}
			case PAUSED -> {
				if (this.patience.isOver()) {
					advance();
				}
			}
			case RESERVING -> {
				if (this.reserved || this.patience.isOver()) {
					advance();
				}
			}
			case FLOWING, RELAYING -> flow(this.attempt);
			case ENDED -> {
			}
		}
		this.outlet.deliver();
	}

	/** Stops the stream of the model at once. */
	void hush() {
		this.attempt.close();
	}

	/** Ends the call, if it has not ended, without a word about its model. */
	void leave() {
		StreamStage before = this.stage;
		this.stage = StreamStage.ENDED;
		this.patience.stop();
		this.attempt.close();
		this.attempt.discard();
		Call begun = this.call;
		if (begun != null && before != StreamStage.RELAYING && before != StreamStage.ENDED) {
			begun.cancelled(new CancellationException("The caller no longer wants the stream"));
			begun.conclude();
		}
	}

	/** Takes the next step, in the context of the subscribing thread. */
	private void advance() {
		Runnable undo = (Thread.currentThread() == this.home) ? () -> {
		} : this.luggage.unpack();
		try {
			step();
		}
		finally {
			undo.run();
		}
	}

	private void step() {
		this.patience.stop();
		if (Thread.currentThread() != this.home || !this.stream.rooted()) {
			call().reservingLater();
		}
		switch (call().next()) {
			case ATTEMPT -> begin(call());
			case PAUSE -> {
				this.stage = StreamStage.PAUSED;
				this.patience.pause(call().takePause());
			}
			case RESERVE -> {
				this.stage = StreamStage.RESERVING;
				this.reserved = false;
				this.patience.start(call().whenReserved(this::reserved));
			}
			case OVER -> conclude(call().conclude());
		}
	}

	/** A store has told, on a thread of its own, which the model is not to hold up. */
	private void reserved() {
		this.reserved = true;
		this.stream.scheduler().schedule(this.look);
	}

	private void begin(Call driven) {
		this.stage = StreamStage.FLOWING;
		this.transcript = new Transcript<>(this.stream.reader().begin(), driven.streams());
		this.attempts++;
		this.patience.start(driven.timeoutNanos(this.transcript.firstToken()));
		launch(driven.running(), this.stream.spotlight(), () -> ReactiveCalls.call(driven.model(), this.stream.work()));
	}

	private void launch(CurrentModel.@Nullable Running running, Spotlight spotlight,
			Callable<? extends Publisher<? extends T>> work) {
		StreamAttempt<T> next = new StreamAttempt<>(this.outlet.context(), running, this.stream.cancelling(), this.look,
				spotlight);
		this.attempt = next;
		// A caller that has cancelled meanwhile has hushed an earlier attempt.
		if (!this.outlet.isCancelled()) {
			next.launch(work);
		}
	}

	private void flow(StreamAttempt<T> running) {
		boolean done = running.isDone();
		for (T piece = running.take(); piece != null; piece = running.take()) {
			Exception trouble = receive(piece);
			if (trouble != null) {
				failed(trouble);
				return;
			}
			this.outlet.deliver();
		}
		if (this.outlet.isCancelled()) {
			return;
		}
		if (done) {
			ended(running.error());
		}
		else if (this.patience.isOver()) {
			failed(new AttemptTimeoutException(call().model().id(), this.patience.length()));
		}
		else {
			running.ask(wanted());
			watch(running);
		}
	}

	/** Takes a piece in, and returns what is wrong with it or with having so many. */
	private @Nullable Exception receive(T piece) {
		if (this.stage == StreamStage.RELAYING) {
			this.outlet.hold(piece);
			return null;
		}
		T marked;
		try {
			boolean first = !this.transcript.hasContent();
			if (this.transcript.add(piece)) {
				this.patience.stop();
				if (first) {
					call().firstContent();
				}
			}
			marked = this.stream.editor().marked(piece, call().model(), call().prospect(), this.attempts);
		}
		catch (Exception ex) {
			Operators.onDiscard(piece, this.outlet.context());
			return ex;
		}
		this.outlet.hold(marked);
		if (this.transcript.commits()) {
			this.outlet.open();
		}
		return (this.outlet.isOpen() || this.outlet.held() <= MOST_HELD) ? null
				: invalid("more than " + MOST_HELD + " elements that had to be held back");
	}

	/** How many elements the stream is to owe: one at least until the caller gets any. */
	private long wanted() {
		if (this.outlet.isOpen()) {
			return this.outlet.wanted();
		}
		return this.transcript.isHeldToItsEnd() ? Long.MAX_VALUE : Math.max(1, this.outlet.wanted());
	}

	/** Times the next content, as long as the model is the one who is waited for. */
	private void watch(StreamAttempt<T> running) {
		if (!this.transcript.hasContent() || this.stage == StreamStage.RELAYING) {
			return;
		}
		if (!running.owes()) {
			this.patience.stop();
		}
		else if (!this.patience.isRunning()) {
			long idle = this.transcript.idle();
			this.patience.start(this.outlet.isOpen() ? idle : call().timeoutNanos(idle));
		}
	}

	private void ended(@Nullable Throwable thrown) {
		Throwable error = (thrown != null) ? Exceptions.unwrap(thrown) : null;
		if (this.stage == StreamStage.RELAYING) {
			end(error);
		}
		else if (error instanceof Exception exception) {
			failed(exception);
		}
		else if (error != null) {
			call().broken();
			end(error);
		}
		else if (!this.transcript.isAnswer()) {
			failed(invalid("a stream without content"));
		}
		else {
			answered();
		}
	}

	private void answered() {
		Object whole;
		try {
			whole = this.transcript.whole();
		}
		catch (Exception ex) {
			failed(ex);
			return;
		}
		call().answered(whole);
		this.outlet.open();
		end(null);
	}

	private void failed(Exception thrown) {
		this.attempt.close();
		this.attempt.discard();
		if (this.outlet.isOpen()) {
			Failure failure = call().brokeOff(thrown);
			end(new PartialAnswerException(call().model(), this.transcript.text(), failure));
		}
		else {
			this.outlet.discard();
			call().failed(thrown);
			advance();
		}
	}

	private void conclude(Conclusion conclusion) {
		this.outlet.open();
		Object answer = conclusion.answer();
		if (answer instanceof Publisher<?>) {
			this.stage = StreamStage.RELAYING;
			launch(null, Spotlight.OFF, conclusion::<Publisher<T>>answer);
			return;
		}
		Degradation why = conclusion.degradation();
		if (answer != null && why != null) {
			this.outlet.hold(this.stream.editor().degraded(answer, why));
		}
		end(conclusion.thrown());
	}

	private void end(@Nullable Throwable why) {
		this.stage = StreamStage.ENDED;
		this.patience.stop();
		if (!this.outlet.isOpen()) {
			this.outlet.discard();
		}
		this.outlet.end(why);
	}

	private InvalidResponseException invalid(String what) {
		return new InvalidResponseException("Model '" + call().model().id() + "' sent " + what);
	}

	private Call call() {
		Call begunCall = this.call;
		if (begunCall == null) {
			throw new IllegalStateException("The call has not begun");
		}
		return begunCall;
	}

}
