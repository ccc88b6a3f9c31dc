package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A private degrade method under load.
 */
class DegradeMethodStressTests {

	private static final int THREADS = 64;

	private static final int CALLS = 20_000;

	@Test
	void privateMethodAnswersTwentyThousandConcurrentCalls() {
		Theatre.runner()
			.withBean(Failing.class)
			.withPropertyValues("logging.level.dev.understudy=error", "understudy.chains.assistant.timeout=0")
			.run((context) -> {
				Failing bean = context.getBean(Failing.class);
				ExecutorService threads = Executors.newFixedThreadPool(THREADS);
				CountDownLatch start = new CountDownLatch(1);
				List<Future<String>> answers = new ArrayList<>();
				for (int i = 0; i < CALLS; i++) {
					int number = i;
					answers.add(threads.submit(() -> {
						start.await();
						return bean.ask(number);
					}));
				}
				start.countDown();
				for (int i = 0; i < CALLS; i++) {
					assertThat(answers.get(i).get()).isEqualTo(i + " UNKNOWN");
				}
				threads.shutdown();
			});
	}

	static class Failing {

		@ModelFallback
		@DegradeTo("sorry")
		public String ask(int number) {
			throw new IllegalStateException("down");
		}

		private String sorry(int number, Degradation degradation) {
			return number + " " + degradation.kind();
		}

	}

}
