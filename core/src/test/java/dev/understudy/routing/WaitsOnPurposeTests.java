package dev.understudy.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.understudy.Model;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A timer is told of the waits that a call makes on purpose, and of no timeout, in a way
 * of their own.
 */
class WaitsOnPurposeTests {

	@Test
	@Timeout(30)
	void onlyThePauseBeforeARetryIsResumed() throws Exception {
		Resuming timer = new Resuming(new VirtualTimer(new VirtualTicker()));
		Script script = new Script().fails("a", FailureKind.SERVER_ERROR);
		try (Understudy understudy = Understudy.builder()
			.models(Model.of("a", "provider", "a"))
			.chain("chain", "a")
			.classifier(Trouble.CLASSIFIER)
			.timer(timer)
			.build()) {
			CompletableFuture<Routed<String>> answer = understudy.router()
				.chain("chain")
				.<String>routeAsync((model) -> CompletableFuture.completedFuture(script.call(model)))
				.toCompletableFuture();
			assertThat(answer.get(20, TimeUnit.SECONDS).attempts()).hasSize(2);
		}
		assertThat(timer.resumed).isEqualTo(1);
		assertThat(timer.alarms).isEqualTo(2);
	}

	/** Lets waits pass at once, and no other time. */
	private static final class Resuming implements Timer {

		private final VirtualTimer timer;

		private int resumed;

		private int alarms;

		Resuming(VirtualTimer timer) {
			this.timer = timer;
		}

		@Override
		public void pause(long nanos) throws InterruptedException {
			this.timer.pause(nanos);
		}

		@Override
		public synchronized Alarm in(long nanos, Runnable action) {
			this.alarms++;
			return this.timer.in(nanos, action);
		}

		@Override
		public synchronized Alarm resume(long nanos, Runnable action) {
			this.resumed++;
			action.run();
			return () -> {
			};
		}

	}

}
