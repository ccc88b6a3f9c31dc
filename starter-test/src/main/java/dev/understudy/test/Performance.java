package dev.understudy.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import dev.understudy.ModelCallException;
import dev.understudy.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One step of a model's script as it is played: for whoever stands in for a client. To be
 * asked for its answer once, in one of the three ways. Ends at once, cancelled, when its
 * test is over.
 */
public final class Performance {

	private final String modelId;

	private final Step step;

	private final VirtualClock clock;

	private final Scene scene;

	Performance(String modelId, Step step, VirtualClock clock, Scene scene) {
		this.modelId = modelId;
		this.step = step;
		this.clock = clock;
		this.scene = scene;
	}

	/**
	 * The model that is played.
	 * @return its id
	 */
	public String modelId() {
		return this.modelId;
	}

	/**
	 * The tokens that the step says it uses.
	 * @return the tokens, {@code null} when it does not say
	 */
	public @Nullable Usage usage() {
		return this.step.usage();
	}

	/**
	 * Says that the script is wrong, which fails the test at its end, whoever swallows
	 * the error.
	 * @param message what is wrong
	 * @return the error, to be thrown
	 */
	public AssertionError mistake(String message) {
		return this.scene.mistake(message);
	}

	/**
	 * Plays the step and answers on the calling thread. One that hangs lets virtual time
	 * pass until the thread is interrupted.
	 * @return all pieces of text as one, or the object that the script answers with, or a
	 * list of several
	 * @throws Exception what the script throws
	 */
	public Object answer() throws Exception {
		this.clock.pause(this.step.delay().toNanos(), this.scene.era());
		// The timeout may have come in the meantime, or another test.
		this.clock.pause(0, this.scene.era());
		requireInTime();
		switch (this.step.ending()) {
			case ANSWER -> {
				return whole(this.step.pieces());
			}
			case FAILURE -> throw thrown(this.step.failureOf(this.modelId));
			case HANG -> {
				Thread here = Thread.currentThread();
				hang(here::isInterrupted);
				Thread.interrupted();
				throw new InterruptedException("Model '" + this.modelId + "' hung until it was interrupted");
			}
		}
		throw new IllegalStateException("No ending '" + this.step.ending() + "'");
	}

	/**
	 * Plays the step as {@link #answer()} does, for a client whose signature admits no
	 * checked exception.
	 * @return what {@link #answer()} returns
	 * @throws ModelCallException around a checked exception that the script throws, and
	 * when the thread is interrupted, which it stays
	 */
	public Object answerUnchecked() {
		try {
			return answer();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ModelCallException(ex);
		}
		catch (Exception ex) {
			throw ModelCallException.unchecked(ex);
		}
	}

	/**
	 * The same for code whose signature admits nothing, and that throws it all the same.
	 */
	Object answerOrThrow() {
		try {
			return answer();
		}
		catch (Exception ex) {
			throw Performance.<RuntimeException>thrown(ex);
		}
	}

	/**
	 * Plays the step and answers later, or at once if it takes no time.
	 * @return a future of what {@link #answer()} would return; completing it otherwise
	 * ends a step that hangs
	 */
	public CompletableFuture<Object> later() {
		CompletableFuture<Object> future = new CompletableFuture<>();
		List<Object> told = new ArrayList<>();
		tell(false, new Audience() {

			@Override
			public void piece(Object piece) {
				told.add(piece);
			}

			@Override
			public void end() {
				future.complete(whole(told));
			}

			@Override
			public void failed(Throwable thrown) {
				future.completeExceptionally(thrown);
			}

			@Override
			public boolean gone() {
				return future.isDone();
			}

		});
		return future;
	}

	/**
	 * Plays the step for an audience: on the calling thread, or, if it takes time, on
	 * another one.
	 * @param audience who is to hear the pieces and the end
	 */
	public void tell(Audience audience) {
		tell(true, audience);
	}

	private void tell(boolean inPieces, Audience audience) {
		if (!this.step.waits()) {
			play(inPieces, audience);
			return;
		}
		Thread thread = new Thread(() -> play(inPieces, audience), "understudy-script-" + this.modelId);
		thread.setDaemon(true);
		thread.start();
	}

	private void play(boolean inPieces, Audience audience) {
		try {
			this.clock.pause(this.step.delay().toNanos(), this.scene.era());
			requireInTime();
			long before = this.clock.changes();
			for (Object piece : this.step.pieces()) {
				if (!audience.gone()) {
					audience.piece(piece);
				}
			}
			if (this.step.ending() == Step.Ending.HANG) {
				audience.hangs();
				if (inPieces && !this.step.pieces().isEmpty()) {
					// What was said is heard first, on whatever thread.
					this.clock.awaitChange(before);
				}
				hang(audience::gone);
			}
			else if (audience.gone()) {
				return;
			}
			else if (this.step.ending() == Step.Ending.FAILURE) {
				audience.failed(this.step.failureOf(this.modelId));
			}
			else {
				audience.end();
			}
		}
		catch (InterruptedException | RuntimeException | AssertionError ex) {
			audience.failed(ex);
		}
	}

	private void hang(BooleanSupplier over) {
		VirtualClock.Ending ending = this.clock.passUntil(over, this.scene.era());
		if (ending == VirtualClock.Ending.NONE) {
			throw mistake("Model '" + this.modelId
					+ "' hangs, and nothing ends it: its chain has neither timeout nor deadline");
		}
		if (ending == VirtualClock.Ending.LATE) {
			throw ScriptedFailureException.late(this.modelId);
		}
	}

	private void requireInTime() {
		if (this.clock.era() != this.scene.era()) {
			throw ScriptedFailureException.late(this.modelId);
		}
	}

	private static Object whole(List<?> pieces) {
		if (pieces.stream().allMatch(String.class::isInstance)) {
			StringBuilder text = new StringBuilder();
			pieces.forEach(text::append);
			return text.toString();
		}
		return (pieces.size() == 1) ? pieces.get(0) : List.copyOf(pieces);
	}

	/** Also what no signature admits. */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <X extends Throwable> X thrown(Throwable thrown) throws X {
		throw (X) thrown;
	}

	@Override
	public String toString() {
		Duration delay = this.step.delay();
		return "'" + this.modelId + "' " + this.step.ending() + (delay.isZero() ? "" : " after " + delay);
	}

}
