package dev.understudy.routing;

import dev.understudy.ModelCall;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * Drives calls on the thread of their caller.
 * <p>
 * The interrupt flag of that thread is clear afterwards, unless the thread itself was
 * interrupted: then it is set, whatever the outcome.
 */
public final class SyncCalls {

	private final Engine engine;

	private final Timer timer;

	private final Attempts attempts;

	SyncCalls(Engine engine, Timer timer, Attempts attempts) {
		this.engine = engine;
		this.timer = timer;
		this.attempts = attempts;
	}

	/**
	 * Takes a call through its chain.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return the answer of a model or a rung
	 * @throws Exception what the work threw, where no other model may be tried
	 */
	public <T extends @Nullable Object> T call(CallSpec spec, Question question, ModelCall<T> work) throws Exception {
		return drive(new Call(this.engine, spec, question), work);
	}

	/**
	 * Takes a call through its chain, and tells who answered.
	 * @param <T> the answer's type
	 * @param spec how it is to be made
	 * @param question what it asks
	 * @param work what to do with a model
	 * @return the answer with its history
	 * @throws Exception what the work threw, where no other model may be tried
	 */
	public <T extends @Nullable Object> Routed<T> route(CallSpec spec, Question question, ModelCall<T> work)
			throws Exception {
		Call call = new Call(this.engine, spec.withReport(), question);
		T answer = drive(call, work);
		return call.routed(answer);
	}

	private <T extends @Nullable Object> T drive(Call call, ModelCall<T> work) throws Exception {
		while (true) {
			switch (call.next()) {
				case ATTEMPT -> {
					T answer;
					try {
						answer = this.attempts.make(call, work);
					}
					catch (AttemptRefusedException ex) {
						call.broken();
						throw ex;
					}
					catch (Exception ex) {
						failed(call, ex);
						continue;
					}
					catch (Throwable ex) {
						call.broken();
						throw ex;
					}
					call.answered(answer);
					return answer;
				}
				case PAUSE -> pause(call);
				case OVER -> {
					return conclude(call);
				}
			}
		}
	}

	/** Whoever reads failures may break, too: the lease comes back nevertheless. */
	private static void failed(Call call, Exception thrown) {
		try {
			call.failed(thrown);
		}
		catch (Throwable ex) {
			call.broken();
			throw ex;
		}
	}

	private void pause(Call call) {
		try {
			this.timer.pause(call.takePause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			call.cancelled(ex);
		}
	}

	/** Rungs answer an interrupted caller, too, and are not disturbed by its flag. */
	private static <T extends @Nullable Object> T conclude(Call call) throws Exception {
		boolean interrupted = Thread.interrupted();
		try {
			Conclusion conclusion = call.conclude();
			Throwable thrown = conclusion.thrown();
			if (thrown instanceof Exception exception) {
				throw exception;
			}
			return conclusion.answer();
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
