package dev.understudy.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Something that rings once, unless it is called off before: one object for the task of
 * an alarm, its state and its place in a {@link Belfry}.
 */
abstract class Bell implements Runnable, Timer.Alarm {

	private static final VarHandle STAGE = stageHandle();

	private static final int SET = 0;

	private static final int RINGING = 1;

	private static final int RUNG = 2;

	private static final int OFF = 3;

	private long time;

	private @Nullable Loft loft;

	private int place;

	@SuppressWarnings("unused") // changed through its handle
	private volatile int stage;

	/** What is to happen. Never after the bell has been called off. */
	abstract void ring();

	/** Rings, unless the bell has rung or is off. */
	@Override
	public final void run() {
		if (STAGE.compareAndSet(this, SET, RINGING)) {
			leave();
			try {
				ring();
			}
			finally {
				this.stage = RUNG;
			}
		}
	}

	@Override
	public final void cancel() {
		callOff();
	}

	/** Whether it will not ring, by this: it neither has begun to nor was off before. */
	final boolean callOff() {
		boolean first = STAGE.compareAndSet(this, SET, OFF);
		if (first) {
			leave();
		}
		return first;
	}

	/** For a bell that has begun to ring. */
	final void awaitRung() {
		while (this.stage != RUNG) {
			Thread.onSpinWait();
		}
	}

	/** When it is due, by the clock of whoever rings it. */
	final long time() {
		return this.time;
	}

	final void dueAt(long due) {
		this.time = due;
	}

	/** Precedes the moment at which others can find it there. */
	final void hangsAt(Loft where, int number) {
		this.loft = where;
		this.place = number;
	}

	/** Only whoever ended its being set comes here, so that it leaves its place once. */
	private void leave() {
		Loft left = this.loft;
		if (left != null) {
			left.free(this.place);
		}
	}

	private static VarHandle stageHandle() {
		try {
			return MethodHandles.lookup().findVarHandle(Bell.class, "stage", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

}
