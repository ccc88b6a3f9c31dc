package dev.understudy.benchmarks;

import java.time.Duration;

/**
 * What was before the first call of {@link Window}.
 */
public enum WindowRow {

	/** Nothing. */
	EMPTY(0),

	/**
	 * Two hundred calls in each of sixty slices of the window, a quarter of them failed.
	 */
	FULL(200);

	private static final Duration SLICE = Duration.ofSeconds(10);

	private static final int SLICES = 60;

	private final int callsInSlice;

	WindowRow(int callsInSlice) {
		this.callsInSlice = callsInSlice;
	}

	Stage open() {
		MoodyModels models = new MoodyModels();
		ShiftedTicker ticker = new ShiftedTicker();
		Stage stage = UnderstudyStage.ticking(models, ticker);
		models.moody(true);
		for (int i = 0; i < SLICES; i++) {
			for (int j = 0; j < this.callsInSlice; j++) {
				stage.assistant().answer(Assistant.QUESTION);
			}
			ticker.forward(SLICE);
		}
		models.moody(false);
		return stage;
	}

	/** Fails now and then, while it is moody. */
	private static final class MoodyModels extends Models {

		private static final int MOOD = 4;

		private boolean moody;

		private int calls;

		void moody(boolean value) {
			this.moody = value;
		}

		@Override
		String answer(String id, String question) {
			if (this.moody && this.calls++ % MOOD == 0) {
				throw ModelDownException.INSTANCE;
			}
			return super.answer(id, question);
		}

	}

}
