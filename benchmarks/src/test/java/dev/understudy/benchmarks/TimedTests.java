package dev.understudy.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(120)
class TimedTests {

	private static final Duration SHORT = Duration.ofMillis(60);

	@ParameterizedTest
	@EnumSource
	void answersInTime(TimedRow row) throws Exception {
		Stage stage = row.open(Scene.HEALTHY.models(), TimedRow.NEVER, VirtualThreads::poolLikeOurs);
		try {
			assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.GPT);
		}
		finally {
			stage.close();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "UNDERSTUDY_UNTIMED")
	void cutsOffWhatTakesTooLong(TimedRow row) throws Exception {
		StuckModels models = new StuckModels();
		Stage stage = row.open(models, SHORT, VirtualThreads::poolLikeOurs);
		try {
			assertThat(outcome(stage.assistant())).isNotEqualTo(Models.GPT);
			assertThat(models.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			stage.close();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "UNDERSTUDY_UNTIMED")
	void cutsOffOnVirtualThread(TimedRow row) throws Exception {
		assumeTrue(VirtualThreads.supported());
		StuckModels models = new StuckModels();
		Stage stage = row.open(models, SHORT, VirtualThreads::threadPerTask);
		AtomicReference<String> outcome = new AtomicReference<>();
		try {
			VirtualThreads.run(() -> outcome.set(outcome(stage.assistant())));
			assertThat(outcome.get()).isNotNull().isNotEqualTo(Models.GPT);
			assertThat(models.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			stage.close();
		}
	}

	private static String outcome(Assistant assistant) {
		Supplier<String> call = () -> assistant.answer("Who?");
		try {
			return call.get();
		}
		catch (RuntimeException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	/** Answers only after the test would have failed. */
	private static final class StuckModels extends Models {

		private final CountDownLatch never = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		@Override
		String answer(String id, String question) {
			try {
				this.never.await(180, TimeUnit.SECONDS);
				return super.answer(id, question);
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
				throw new IllegalStateException("Interrupted", ex);
			}
		}

	}

}
