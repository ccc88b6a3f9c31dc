package dev.understudy.reactive;

import dev.understudy.ModelCall;
import dev.understudy.routing.Call;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.Question;
import dev.understudy.routing.Spotlight;
import dev.understudy.routing.Timer;
import dev.understudy.routing.Understudy;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * A stream through a chain; each subscription is a call of its own, and the only one of
 * its stream when it is observed.
 *
 * @param <T> the elements
 */
final class RoutedStream<T> implements CorePublisher<T> {

	private final Understudy understudy;

	private final Scheduler scheduler;

	private final Scheduler cancelling;

	private final ContextCarrier carrier;

	private final CallSpec spec;

	private final Question question;

	private final ModelCall<? extends Publisher<? extends T>> work;

	private final PieceReader<? super T> reader;

	private final StreamEditor<T> editor;

	private final Spotlight spotlight;

	RoutedStream(Understudy understudy, Scheduler scheduler, Scheduler cancelling, ContextCarrier carrier,
			CallSpec spec, Question question, ModelCall<? extends Publisher<? extends T>> work,
			PieceReader<? super T> reader, StreamEditor<T> editor, Spotlight spotlight) {
		this.understudy = understudy;
		this.scheduler = scheduler;
		this.cancelling = cancelling;
		this.carrier = carrier;
		this.spec = spec;
		this.question = question;
		this.work = work;
		this.reader = reader;
		this.editor = editor;
		this.spotlight = spotlight;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> caller) {
		new StreamRun<T>(this, caller, this.carrier.pack()).start();
	}

	@Override
	public void subscribe(Subscriber<? super T> caller) {
		subscribe(Operators.toCoreSubscriber(caller));
	}

	Call begin() {
		return this.understudy.beginStream(this.spec, this.question, this.spotlight);
	}

	/** Whether something hangs on the calling thread that cannot be carried. */
	boolean rooted() {
		return this.carrier.rooted();
	}

	Spotlight spotlight() {
		return this.spotlight;
	}

	Timer timer() {
		return this.understudy.timer();
	}

	Scheduler scheduler() {
		return this.scheduler;
	}

	/** Of threads that may wait. */
	Scheduler cancelling() {
		return this.cancelling;
	}

	ModelCall<? extends Publisher<? extends T>> work() {
		return this.work;
	}

	PieceReader<? super T> reader() {
		return this.reader;
	}

	StreamEditor<T> editor() {
		return this.editor;
	}

}
