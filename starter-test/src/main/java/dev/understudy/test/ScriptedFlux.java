package dev.understudy.test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Performances as streams. Needs Reactor.
 */
public final class ScriptedFlux {

	private ScriptedFlux() {
	}

	/**
	 * Plays a performance when somebody subscribes.
	 * @param performance the performance
	 * @return its pieces, and its end
	 */
	public static Flux<Object> of(Performance performance) {
		return Flux.create((sink) -> performance.tell(new Listener(sink)));
	}

	private record Listener(FluxSink<Object> sink) implements Audience {

		@Override
		public void piece(Object piece) {
			this.sink.next(piece);
		}

		@Override
		public void end() {
			this.sink.complete();
		}

		@Override
		public void failed(Throwable thrown) {
			this.sink.error(thrown);
		}

		@Override
		public boolean gone() {
			return this.sink.isCancelled();
		}

	}

}
